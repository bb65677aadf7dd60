//! What a model demands while it runs: that indices lie within what they index.
//!
//! A demand counts only where the expression is really evaluated: in the branch of a choice that is taken, and where the
//! first operands of `and` and `or` do not decide already.

use super::body::{Body, Met, Site};
use super::bounds;
use crate::kernel::Value;
use crate::plan::{Demand, DemandKind};
use snnc_lang::hir::{BinaryOp, ExprKind};
use std::collections::{HashMap, HashSet};

/// A demand of an expression that has been built.
#[derive(Debug, Clone, Copy)]
pub(super) struct Demanded {
    mask: Value,
    about: Value,
    number: u32,
}

/// The demands of the expressions of a kernel.
#[derive(Debug, Default)]
pub(super) struct Demands {
    /// Of each expression that has some.
    of: HashMap<Met, Vec<Demanded>>,
    /// Those that are in the kernel.
    made: HashSet<(Value, Value)>,
    /// Where expressions are evaluated that are met from now on.
    pub(super) guard: Option<Value>,
}

impl Body<'_, '_> {
    /// The place that an index means in a direction of that length, having seen to it that it is demanded to exist.
    pub(super) fn demand_index(
        &mut self,
        met: Met,
        index: Value,
        name: &str,
        dimension: usize,
        length: u64,
    ) -> Value {
        let (low, high) = self.bounds(index);
        let most = length as i64 - 1;
        let (zero, last) = (self.graph.int(0), self.graph.int(most));
        let place = if low >= 0 {
            index
        } else {
            let all = self.graph.int(length as i64);
            let from_end = self.graph.add(index, all);
            let negative = self.graph.lt(index, zero);
            self.graph.select(negative, from_end, index)
        };
        if low >= -(length as i64) && high <= most {
            return place;
        }
        let (not_before, not_beyond) = (self.graph.ge(place, zero), self.graph.le(place, last));
        let mask = self.graph.and(not_before, not_beyond);
        let kind = DemandKind::Index { of: name.to_string(), dimension, length };
        let number = self.demand_number(met, dimension, kind);
        let demanded = self.demands.of.entry(met).or_default();
        demanded.retain(|known| known.number != number);
        demanded.push(Demanded { mask, about: index, number });
        place
    }

    /// The number of a demand in the plan.
    fn demand_number(&mut self, met: Met, dimension: usize, kind: DemandKind) -> u32 {
        let expr = self.expr(met.0);
        // The index itself is what is wrong.
        let operands = expr.kind.operands();
        let operand = match expr.kind {
            ExprKind::Timed(..) => operands.last(),
            _ => operands.get(dimension),
        };
        let span = operand.map_or(expr.span, |operand| self.expr(*operand).span);
        let (block, of_synapses) = match self.site {
            Site::Group(id) => {
                (self.cx.model.groups.get(id.index()).map_or("", |group| &group.name).to_string(), false)
            }
            Site::Synapses(id) => (self.cx.model.synapses[id.index()].name.to_string(), true),
        };
        let demand = Demand { span, block, of_synapses, kind };
        let known = self.cx.demands.iter().position(|other| *other == demand);
        known.unwrap_or_else(|| {
            self.cx.demands.push(demand);
            self.cx.demands.len() - 1
        }) as u32
    }

    /// Puts the demands of an expression that has just been evaluated into the kernel.
    pub(super) fn demand(&mut self, root: Met) {
        if self.demands.of.is_empty() {
            return;
        }
        let order = self.users_first(root);
        if !order.iter().any(|met| self.demands.of.contains_key(met)) {
            return;
        }
        let everywhere = self.graph.bool(true);
        let guard = self.demands.guard.unwrap_or(everywhere);
        let mut evaluated: HashMap<Met, Value> = HashMap::from([(root, guard)]);
        for met in order {
            let Some(here) = evaluated.get(&met).copied() else { continue };
            for Demanded { mask, about, number } in self.demands.of.get(&met).cloned().unwrap_or_default() {
                let not_here = self.graph.not(here);
                let mask = self.graph.or(not_here, mask);
                if self.demands.made.insert((mask, about)) {
                    self.graph.require(mask, about, number);
                }
            }
            for (operand, condition) in self.needed_where(met) {
                let there = condition.map_or(here, |condition| self.graph.and(here, condition));
                let known = evaluated.get(&operand).copied();
                let there = known.map_or(there, |known| self.graph.or(known, there));
                evaluated.insert(operand, there);
            }
        }
    }

    /// The expressions below one, each after all that use it.
    fn users_first(&self, root: Met) -> Vec<Met> {
        let mut done: HashSet<Met> = HashSet::new();
        let mut order = Vec::new();
        let mut stack = vec![(root, false)];
        while let Some((met, below)) = stack.pop() {
            if below {
                order.push(met);
            } else if done.insert(met) {
                stack.push((met, true));
                stack.extend(self.needed(met).into_iter().map(|operand| (operand, false)));
            }
        }
        order.reverse();
        order
    }

    /// What an expression needs, and under which condition.
    fn needed_where(&mut self, met: Met) -> Vec<(Met, Option<Value>)> {
        let (id, end) = met;
        let known = |body: &Self, operand| body.memo.get(&(operand, end)).copied();
        match self.expr(id).kind {
            ExprKind::Select { condition, then, otherwise } => {
                let holds = known(self, condition);
                let not = holds.map(|holds| self.graph.not(holds));
                vec![((condition, end), None), ((then, end), holds), ((otherwise, end), not)]
            }
            ExprKind::Binary(BinaryOp::And, a, b) => vec![((a, end), None), ((b, end), known(self, a))],
            ExprKind::Binary(BinaryOp::Or, a, b) => {
                let not = known(self, a).map(|holds| self.graph.not(holds));
                vec![((a, end), None), ((b, end), not)]
            }
            _ => self.needed(met).into_iter().map(|operand| (operand, None)).collect(),
        }
    }

    /// The smallest and the largest that an integer can be, as far as its form tells.
    fn bounds(&self, value: Value) -> (i64, i64) {
        bounds::of(&self.graph, value, &|space| self.count(space))
    }
}
