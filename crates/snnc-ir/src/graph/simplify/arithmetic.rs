//! Sums, products and quotients.

use crate::graph::Graph;
use crate::kernel::{BinaryOp, Constant, Op, Type, Value, element};
use crate::math::Function;

impl Graph {
    pub(in crate::graph) fn simplify_binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Option<Value> {
        use BinaryOp::{Add, And, Div, FloorDiv, FloorMod, Max, Min, Mul, Or, Sub, Xor};
        let ty = self.ty(a);
        if let Some(words) = self.words([a, b]) {
            return Some(self.value(Constant::from_word(element::binary(op, ty, words), ty)));
        }
        let commutes = matches!(op, Add | Mul | And | Or | Xor);
        let (constant_a, constant_b) = (self.constant(a), self.constant(b));
        if commutes && (constant_a.is_some() || (constant_b.is_none() && a > b)) {
            return Some(self.binary(op, b, a));
        }
        match op {
            Min | Max if a == b => Some(a),
            Min | Max => None,
            And | Or | Xor => self.simplify_logic(op, a, b),
            FloorDiv | FloorMod => match constant_b? {
                Constant::Int(0) => Some(self.int(0)),
                Constant::Int(1) if op == FloorDiv => Some(a),
                Constant::Int(1 | -1) if op == FloorMod => Some(self.int(0)),
                _ => None,
            },
            Add => self.simplify_add(a, b),
            Sub => self.simplify_sub(a, b),
            Mul => self.simplify_mul(a, b),
            Div => self.simplify_div(a, b),
        }
    }

    pub(super) fn simplify_neg(&mut self, a: Value) -> Option<Value> {
        if let Some(inner) = self.negated(a) {
            return Some(inner);
        }
        match self.node(a).op {
            Op::Binary(BinaryOp::Mul, x, y) => {
                let c = self.constant(y)?;
                let c = self.negative(c);
                Some(self.mul(x, c))
            }
            Op::Binary(BinaryOp::Div, x, y) => {
                let c = self.constant(x)?;
                let c = self.negative(c);
                Some(self.div(c, y))
            }
            Op::Binary(BinaryOp::Sub, x, y) if !self.literal || self.ty(a) == Type::I64 => {
                Some(self.sub(y, x))
            }
            _ => None,
        }
    }

    fn simplify_add(&mut self, a: Value, b: Value) -> Option<Value> {
        if let Some(c) = self.constant(b) {
            let nothing = match c {
                Constant::Float(c) => c == 0.0 && (c.is_sign_negative() || !self.literal),
                c => c == Constant::Int(0),
            };
            if nothing {
                return Some(a);
            }
            let x = self.negated(a)?;
            return Some(self.sub(b, x));
        }
        if let Some(x) = self.negated(b) {
            return Some(self.sub(a, x));
        }
        let x = self.negated(a)?;
        Some(self.sub(b, x))
    }

    fn simplify_sub(&mut self, a: Value, b: Value) -> Option<Value> {
        if let Some(c) = self.constant(b) {
            let c = self.negative(c);
            return Some(self.add(a, c));
        }
        if let Some(x) = self.negated(b) {
            return Some(self.add(a, x));
        }
        match self.constant(a) {
            Some(Constant::Int(0)) => Some(self.neg(b)),
            Some(Constant::Float(c)) if c == 0.0 && (c.is_sign_negative() || !self.literal) => {
                Some(self.neg(b))
            }
            _ if a == b && self.ty(a) == Type::I64 => Some(self.int(0)),
            _ => None,
        }
    }

    fn simplify_mul(&mut self, a: Value, b: Value) -> Option<Value> {
        match self.constant(b) {
            Some(Constant::Float(1.0) | Constant::Int(1)) => return Some(a),
            Some(Constant::Float(-1.0) | Constant::Int(-1)) => return Some(self.neg(a)),
            Some(Constant::Int(0)) => return Some(b),
            Some(c) => {
                if let Some(x) = self.negated(a) {
                    let c = self.negative(c);
                    return Some(self.mul(x, c));
                }
                return self.collect(a, c);
            }
            None => {}
        }
        match (self.negated(a), self.negated(b)) {
            (Some(x), Some(y)) => Some(self.mul(x, y)),
            (Some(x), None) => {
                let product = self.mul(x, b);
                Some(self.neg(product))
            }
            (None, Some(y)) => {
                let product = self.mul(a, y);
                Some(self.neg(product))
            }
            (None, None) => None,
        }
    }

    /// `(x*d) * c` as `x * (d*c)`.
    fn collect(&mut self, product: Value, c: Constant) -> Option<Value> {
        let Op::Binary(BinaryOp::Mul, x, d) = self.node(product).op else { return None };
        match (self.constant(d)?, c) {
            (Constant::Float(d), Constant::Float(c)) if !self.literal && is_moderate(c * d) => {
                let factor = self.float(d * c);
                Some(self.mul(x, factor))
            }
            (Constant::Int(d), Constant::Int(c)) => {
                let factor = self.int(d.wrapping_mul(c));
                Some(self.mul(x, factor))
            }
            _ => None,
        }
    }

    fn simplify_div(&mut self, a: Value, b: Value) -> Option<Value> {
        if let Some(c) = self.float_constant(b) {
            if let Some(x) = self.negated(a) {
                let c = self.float(-c);
                return Some(self.div(x, c));
            }
            let reciprocal = 1.0 / c;
            let exact = is_power_of_two(c) && is_moderate(c);
            let facts = self.facts[a.index()];
            let free = !self.literal && is_moderate(c) && !facts.whole && !facts.global;
            if !exact && !free {
                return None;
            }
            let factor = self.float(reciprocal);
            let product = self.mul(a, factor);
            if !exact {
                self.quotients.insert(product, (a, b));
            }
            return Some(product);
        }
        match (self.negated(a), self.negated(b)) {
            (Some(x), Some(y)) => Some(self.div(x, y)),
            (Some(x), None) => {
                let quotient = self.div(x, b);
                Some(self.neg(quotient))
            }
            (None, Some(y)) => {
                let quotient = self.div(a, y);
                Some(self.neg(quotient))
            }
            (None, None) => self.divide_by_exprel(a, b),
        }
    }

    /// `a / exprel(x)` as `a * (x/(e^x - 1))`, with one division instead of two.
    fn divide_by_exprel(&mut self, a: Value, b: Value) -> Option<Value> {
        let Op::Call(Function::Exprel, arguments) = &self.node(b).op else { return None };
        let &[x] = &arguments[..] else { return None };
        if self.literal {
            return None;
        }
        let factor = self.call(Function::Bernoulli, &[x]);
        Some(self.mul(a, factor))
    }

    /// The division that became a multiplication, for those who make a whole number of it: `49 * (1/49)` is less than 1.
    pub(super) fn exact_quotient(&mut self, product: Value) -> Option<Value> {
        let &(a, b) = self.quotients.get(&product)?;
        Some(self.make(Op::Binary(BinaryOp::Div, a, b), Type::F64))
    }

    fn negative(&mut self, c: Constant) -> Value {
        match c {
            Constant::Float(c) => self.float(-c),
            Constant::Int(c) => self.int(c.wrapping_neg()),
            Constant::Bool(c) => self.bool(c),
        }
    }

    pub(in crate::graph) fn simplify_fma(&mut self, a: Value, b: Value, c: Value) -> Option<Value> {
        if let Some(words) = self.words([a, b, c]) {
            return Some(self.float(f64::from_bits(element::fma(words))));
        }
        if self.float_constant(a) == Some(1.0) {
            return Some(self.add(b, c));
        }
        if self.float_constant(b) == Some(1.0) {
            return Some(self.add(a, c));
        }
        let c = self.float_constant(c)?;
        (c == 0.0 && (c.is_sign_negative() || !self.literal)).then(|| self.mul(a, b))
    }
}

/// Whether products and quotients with it keep far from overflow and from the subnormal numbers.
fn is_moderate(x: f64) -> bool {
    (1e-150..1e150).contains(&x.abs())
}

fn is_power_of_two(x: f64) -> bool {
    x.to_bits() << 12 == 0
}
