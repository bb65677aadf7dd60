//! Masks, comparisons and choices.

use crate::graph::Graph;
use crate::kernel::{BinaryOp, Compare, Constant, Op, Type, UnaryOp, Value, element};

impl Graph {
    pub(super) fn simplify_not(&mut self, a: Value) -> Option<Value> {
        match self.node(a).op {
            Op::Unary(UnaryOp::Not, inner) => Some(inner),
            // With a NaN, neither `<` nor `>=` holds.
            Op::Compare(op, x, y) if self.ty(x) == Type::I64 || matches!(op, Compare::Eq | Compare::Ne) => {
                Some(self.compare(op.inverse(), x, y))
            }
            _ => None,
        }
    }

    /// A constant is the second operand.
    pub(super) fn simplify_logic(&mut self, op: BinaryOp, a: Value, b: Value) -> Option<Value> {
        let constant = match self.constant(b) {
            Some(Constant::Bool(c)) => Some(c),
            _ => None,
        };
        let opposites = self.is_not(a, b) || self.is_not(b, a);
        match (op, constant) {
            (BinaryOp::And, Some(true)) | (BinaryOp::Or | BinaryOp::Xor, Some(false)) => Some(a),
            (BinaryOp::And, Some(false)) | (BinaryOp::Or, Some(true)) => Some(b),
            (BinaryOp::Xor, Some(true)) => Some(self.not(a)),
            (BinaryOp::And | BinaryOp::Or, _) if a == b => Some(a),
            (BinaryOp::Xor, _) if a == b => Some(self.bool(false)),
            (BinaryOp::And, _) if opposites => Some(self.bool(false)),
            (BinaryOp::Or | BinaryOp::Xor, _) if opposites => Some(self.bool(true)),
            _ => None,
        }
    }

    fn is_not(&self, a: Value, b: Value) -> bool {
        self.node(a).op == Op::Unary(UnaryOp::Not, b)
    }

    pub(in crate::graph) fn simplify_compare(&mut self, op: Compare, a: Value, b: Value) -> Option<Value> {
        if let Some(words) = self.words([a, b]) {
            return Some(self.bool(element::compare(op, self.ty(a), words) != 0));
        }
        if self.constant(a).is_some() {
            return Some(self.compare(op.swapped(), b, a));
        }
        let ints = self.ty(a) == Type::I64;
        if a == b {
            match op {
                // A NaN is neither less nor greater than itself, too.
                Compare::Lt | Compare::Gt => return Some(self.bool(false)),
                Compare::Le | Compare::Ge | Compare::Eq if ints => return Some(self.bool(true)),
                Compare::Ne if ints => return Some(self.bool(false)),
                _ => return None,
            }
        }
        let Op::Unary(UnaryOp::MaskToInt, mask) = self.node(a).op else { return None };
        match (op, self.constant(b)?) {
            (Compare::Eq, Constant::Int(1)) | (Compare::Ne, Constant::Int(0)) => Some(mask),
            (Compare::Eq, Constant::Int(0)) | (Compare::Ne, Constant::Int(1)) => Some(self.not(mask)),
            _ => None,
        }
    }

    pub(in crate::graph) fn simplify_select(&mut self, mask: Value, a: Value, b: Value) -> Option<Value> {
        if a == b {
            return Some(a);
        }
        if let Some(Constant::Bool(c)) = self.constant(mask) {
            return Some(if c { a } else { b });
        }
        if let Op::Unary(UnaryOp::Not, inner) = self.node(mask).op {
            return Some(self.select(inner, b, a));
        }
        // What has been decided by this mask already.
        if let Op::Select(same, x, _) = self.node(a).op
            && same == mask
        {
            return Some(self.select(mask, x, b));
        }
        if let Op::Select(same, _, y) = self.node(b).op
            && same == mask
        {
            return Some(self.select(mask, a, y));
        }
        match (self.constant(a), self.constant(b)) {
            (Some(Constant::Bool(true)), _) => Some(self.or(mask, b)),
            (Some(Constant::Bool(false)), _) => {
                let not = self.not(mask);
                Some(self.and(not, b))
            }
            (_, Some(Constant::Bool(false))) => Some(self.and(mask, a)),
            (_, Some(Constant::Bool(true))) => {
                let not = self.not(mask);
                Some(self.or(not, a))
            }
            (Some(Constant::Int(1)), Some(Constant::Int(0))) => Some(self.unary(UnaryOp::MaskToInt, mask)),
            _ => None,
        }
    }
}

impl Compare {
    /// The comparison that holds where this one does not, for operands that are ordered.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Compare::Lt => Compare::Ge,
            Compare::Le => Compare::Gt,
            Compare::Gt => Compare::Le,
            Compare::Ge => Compare::Lt,
            Compare::Eq => Compare::Ne,
            Compare::Ne => Compare::Eq,
        }
    }

    /// The same comparison with its operands swapped.
    #[must_use]
    pub fn swapped(self) -> Self {
        match self {
            Compare::Lt => Compare::Gt,
            Compare::Le => Compare::Ge,
            Compare::Gt => Compare::Lt,
            Compare::Ge => Compare::Le,
            Compare::Eq | Compare::Ne => self,
        }
    }
}
