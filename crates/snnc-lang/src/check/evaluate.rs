//! Values of an expression for each element of a group, as far as they follow from its index and constants.

use super::checker::Checker;
use super::value;
use crate::hir::{Builtin, ExprId, ExprKind, Value};

/// How many operations may be carried out to find a value for each element; beyond, the network is built to see.
const MOST: usize = 4_000_000;

/// An expression and the index that runs through a group.
pub(super) struct Running<'c, 'a> {
    cx: &'c Checker<'a>,
    /// The expression and all that it needs, operands first.
    order: Vec<ExprId>,
    index: Builtin,
    sizes: Vec<(Builtin, u32)>,
}

impl<'c, 'a> Running<'c, 'a> {
    /// The expression `root` with the running `index`.
    pub(super) fn new(cx: &'c Checker<'a>, root: ExprId, index: Builtin) -> Self {
        Running { cx, order: value::reachable(&cx.exprs, root), index, sizes: vec![] }
    }

    /// Sizes that are known.
    pub(super) fn sizes(mut self, sizes: &[(Builtin, u32)]) -> Self {
        self.sizes.extend_from_slice(sizes);
        self
    }

    /// The values for `0..count`; `None` if one of them does not follow.
    pub(super) fn all(&self, count: u32) -> Option<Vec<Value>> {
        if !self.is_cheap(count) {
            return None;
        }
        (0..count).map(|at| self.at(at)).collect()
    }

    /// The values for `count` indices from `first` on; `None` if one of them does not follow.
    pub(super) fn from(&self, first: u32, count: u32) -> Option<Vec<Value>> {
        if !self.is_cheap(count) {
            return None;
        }
        (first..first.saturating_add(count)).map(|at| self.at(at)).collect()
    }

    /// The first of `0..count` with such a value; `None` also if a value before it does not follow.
    pub(super) fn first(&self, count: u32, such: impl Fn(Value) -> bool) -> Option<(u32, Value)> {
        let reads_index = |id: &ExprId| self.cx.exprs[*id].kind == ExprKind::Builtin(self.index);
        let count = if self.order.iter().any(reads_index) { count } else { count.min(1) };
        // In a large group the ends are looked at: there an index leaves its group first.
        let step = if self.is_cheap(count) { 1 } else { count as usize - 1 };
        for at in (0..count).step_by(step) {
            let value = self.at(at)?;
            if such(value) {
                return Some((at, value));
            }
        }
        None
    }

    /// Whether the values of so many elements can be looked at.
    pub(super) fn is_cheap(&self, count: u32) -> bool {
        (count as usize).saturating_mul(self.order.len()) <= MOST
    }

    fn at(&self, at: u32) -> Option<Value> {
        let mut values: Vec<Result<Value, value::Fault>> = Vec::with_capacity(self.order.len());
        let leaf = |kind: &ExprKind| match kind {
            ExprKind::Builtin(builtin) if *builtin == self.index => Some(Value::Integer(at.into())),
            ExprKind::Builtin(builtin) => {
                let (_, size) = self.sizes.iter().find(|(known, _)| known == builtin)?;
                Some(Value::Integer((*size).into()))
            }
            ExprKind::Constant(id) => self.cx.env.constant(*id).map(|constant| constant.value),
            _ => None,
        };
        for id in &self.order {
            let of = |operand: &ExprId| match self.order.binary_search(operand) {
                Ok(found) => values[found],
                Err(_) => Err(value::Fault {
                    kind: value::FaultKind::NotConstant,
                    span: self.cx.exprs[*operand].span,
                }),
            };
            values.push(value::step(&self.cx.exprs, *id, &of, &leaf, self.cx.env.arithmetic));
        }
        values.pop()?.ok()
    }
}
