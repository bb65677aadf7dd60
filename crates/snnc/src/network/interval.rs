//! What the instructions of a kernel can yield when their operands lie between bounds.
//!
//! Rounded operations are monotonic, so that the bounds of a result are the results of bounds. Where that is not so, or not
//! worth while, anything can come out.

use snnc_ir::kernel::{BinaryOp, Compare, UnaryOp};
use snnc_ir::math::Function;

/// What a value can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Interval {
    /// A number between bounds; or NaN, if it may be.
    Float { low: f64, high: f64, nan: bool },
    /// An integer between bounds.
    Int { low: i64, high: i64 },
    /// A mask that may hold, or not hold.
    Mask { yes: bool, no: bool },
}

use Interval::{Float, Int, Mask};

/// Relative error of elementary functions, generously.
const SLACK: f64 = 1e-12;

impl Interval {
    /// Any float.
    pub(super) const ANY_FLOAT: Interval = Float { low: f64::NEG_INFINITY, high: f64::INFINITY, nan: true };
    /// Any integer.
    pub(super) const ANY_INT: Interval = Int { low: i64::MIN, high: i64::MAX };
    /// Any mask.
    pub(super) const ANY_MASK: Interval = Mask { yes: true, no: true };

    /// One float.
    pub(super) fn float(x: f64) -> Interval {
        if x.is_nan() { Interval::ANY_FLOAT } else { Float { low: x, high: x, nan: false } }
    }

    /// One integer.
    pub(super) fn int(n: i64) -> Interval {
        Int { low: n, high: n }
    }

    /// One mask.
    pub(super) fn mask(holds: bool) -> Interval {
        Mask { yes: holds, no: !holds }
    }

    fn floats(low: f64, high: f64, nan: bool) -> Interval {
        if low.is_nan() || high.is_nan() { Interval::ANY_FLOAT } else { Float { low, high, nan } }
    }

    /// Integers that are not to have overflowed.
    fn ints(low: i128, high: i128) -> Interval {
        match (i64::try_from(low), i64::try_from(high)) {
            (Ok(low), Ok(high)) => Int { low, high },
            _ => Interval::ANY_INT,
        }
    }

    /// Anything of the same type.
    fn any(self) -> Interval {
        match self {
            Float { .. } => Interval::ANY_FLOAT,
            Int { .. } => Interval::ANY_INT,
            Mask { .. } => Interval::ANY_MASK,
        }
    }

    /// What is either of two.
    pub(super) fn or(self, other: Interval) -> Interval {
        match (self, other) {
            (Float { low: a, high: b, nan: m }, Float { low: c, high: d, nan: n }) => {
                Float { low: a.min(c), high: b.max(d), nan: m || n }
            }
            (Int { low: a, high: b }, Int { low: c, high: d }) => Int { low: a.min(c), high: b.max(d) },
            (Mask { yes: a, no: b }, Mask { yes: c, no: d }) => Mask { yes: a || c, no: b || d },
            _ => self.any(),
        }
    }

    fn is_finite(self) -> bool {
        matches!(self, Float { low, high, .. } if low.is_finite() && high.is_finite())
    }

    /// One operand.
    pub(super) fn unary(op: UnaryOp, a: Interval) -> Interval {
        match (op, a) {
            (UnaryOp::Neg, Float { low, high, nan }) => Float { low: -high, high: -low, nan },
            (UnaryOp::Neg, Int { low, high }) => Interval::ints(-i128::from(high), -i128::from(low)),
            (UnaryOp::Abs, Float { low, high, nan }) => {
                let least = if low <= 0.0 && high >= 0.0 { 0.0 } else { low.abs().min(high.abs()) };
                Float { low: least, high: low.abs().max(high.abs()), nan }
            }
            (UnaryOp::Abs, Int { low, high }) => {
                let (a, b) = (i128::from(low).abs(), i128::from(high).abs());
                Interval::ints(if low <= 0 && high >= 0 { 0 } else { a.min(b) }, a.max(b))
            }
            (UnaryOp::Sqrt, Float { low, high, nan }) if low >= 0.0 => {
                Float { low: low.sqrt(), high: high.sqrt(), nan }
            }
            (UnaryOp::Floor, Float { low, high, nan }) => Float { low: low.floor(), high: high.floor(), nan },
            (UnaryOp::Ceil, Float { low, high, nan }) => Float { low: low.ceil(), high: high.ceil(), nan },
            (UnaryOp::Trunc, Float { low, high, nan }) => Float { low: low.trunc(), high: high.trunc(), nan },
            (UnaryOp::Round, Float { low, high, nan }) => {
                Float { low: low.round_ties_even(), high: high.round_ties_even(), nan }
            }
            (UnaryOp::Not, Mask { yes, no }) => Mask { yes: no, no: yes },
            (UnaryOp::ToFloat, Int { low, high }) => Float { low: low as f64, high: high as f64, nan: false },
            (UnaryOp::ToInt, Float { low, high, nan: false }) => Int { low: low as i64, high: high as i64 },
            (UnaryOp::ToInt, _) => Interval::ANY_INT,
            (UnaryOp::MaskToInt, Mask { yes, no }) => Int { low: i64::from(!no), high: i64::from(yes) },
            (UnaryOp::IntToMask, Int { low, high }) => {
                Mask { yes: low != 0 || high != 0, no: low <= 0 && high >= 0 }
            }
            _ => a.any(),
        }
    }

    /// Two operands; `same` if they are one value.
    pub(super) fn binary(op: BinaryOp, a: Interval, b: Interval, same: bool) -> Interval {
        match (a, b) {
            (Float { .. }, Float { .. }) => Interval::binary_floats(op, a, b, same),
            (Int { low: a, high: b }, Int { low: c, high: d }) => Interval::binary_ints(op, [a, b], [c, d]),
            (Mask { yes: a, no: m }, Mask { yes: b, no: n }) => match op {
                BinaryOp::And => Mask { yes: a && b, no: m || n },
                BinaryOp::Or => Mask { yes: a || b, no: m && n },
                BinaryOp::Xor => Mask { yes: a && n || m && b, no: a && b || m && n },
                _ => Interval::ANY_MASK,
            },
            _ => a.any(),
        }
    }

    fn binary_floats(op: BinaryOp, x: Interval, y: Interval, same: bool) -> Interval {
        let (Float { low: a, high: b, nan: m }, Float { low: c, high: d, nan: n }) = (x, y) else {
            return Interval::ANY_FLOAT;
        };
        let nan = m || n || !x.is_finite() || !y.is_finite();
        let hull = |all: [f64; 4]| {
            if all.iter().any(|x| x.is_nan()) {
                return Interval::ANY_FLOAT;
            }
            let low = all.iter().copied().fold(f64::INFINITY, f64::min);
            Interval::floats(low, all.iter().copied().fold(f64::NEG_INFINITY, f64::max), nan)
        };
        match op {
            BinaryOp::Add => Interval::floats(a + c, b + d, nan),
            BinaryOp::Sub if !same => Interval::floats(a - d, b - c, nan),
            BinaryOp::Mul if same && a <= 0.0 && b >= 0.0 => Interval::floats(0.0, (a * a).max(b * b), nan),
            BinaryOp::Mul => hull([a * c, a * d, b * c, b * d]),
            BinaryOp::Div if c > 0.0 || d < 0.0 => hull([a / c, a / d, b / c, b / d]),
            BinaryOp::Min if !m && !n => Float { low: a.min(c), high: b.min(d), nan: false },
            BinaryOp::Max if !m && !n => Float { low: a.max(c), high: b.max(d), nan: false },
            _ => Interval::ANY_FLOAT,
        }
    }

    fn binary_ints(op: BinaryOp, [a, b]: [i64; 2], [c, d]: [i64; 2]) -> Interval {
        let [x, y, z, w] = [a, b, c, d].map(i128::from);
        match op {
            BinaryOp::Add => Interval::ints(x + z, y + w),
            BinaryOp::Sub => Interval::ints(x - w, y - z),
            BinaryOp::Mul => {
                let all = [x * z, x * w, y * z, y * w];
                let (low, high) = all.iter().fold((i128::MAX, i128::MIN), |(low, high), product| {
                    (low.min(*product), high.max(*product))
                });
                Interval::ints(low, high)
            }
            BinaryOp::Min => Int { low: a.min(c), high: b.min(d) },
            BinaryOp::Max => Int { low: a.max(c), high: b.max(d) },
            BinaryOp::FloorDiv if c == d && c > 0 => Int { low: a.div_euclid(c), high: b.div_euclid(c) },
            BinaryOp::FloorMod if c == d && c > 0 => {
                if a.div_euclid(c) == b.div_euclid(c) {
                    Int { low: a.rem_euclid(c), high: b.rem_euclid(c) }
                } else {
                    Int { low: 0, high: c - 1 }
                }
            }
            _ => Interval::ANY_INT,
        }
    }

    /// `a*b + c`, rounded once.
    pub(super) fn fma(a: Interval, b: Interval, c: Interval, same: bool) -> Interval {
        let (Float { low: p, high: q, nan: m }, Float { low: r, high: s, nan: n }, Float { low, high, nan }) =
            (a, b, c)
        else {
            return Interval::ANY_FLOAT;
        };
        let nan = m || n || nan || !a.is_finite() || !b.is_finite() || !c.is_finite();
        if nan {
            return Interval::ANY_FLOAT;
        }
        let corners = [[p, r], [p, s], [q, r], [q, s]];
        let ends = |c: f64| corners.map(|[x, y]| x.mul_add(y, c));
        let mut least = ends(low).into_iter().fold(f64::INFINITY, f64::min);
        if same && p <= 0.0 && q >= 0.0 {
            least = low;
        }
        Interval::floats(least, ends(high).into_iter().fold(f64::NEG_INFINITY, f64::max), false)
    }

    /// A comparison.
    pub(super) fn compare(op: Compare, x: Interval, y: Interval) -> Interval {
        // Each is told whether it may hold, and whether it may not.
        fn told<T: PartialOrd>(op: Compare, [a, b]: [T; 2], [c, d]: [T; 2], nan: bool) -> Interval {
            let equal = a == b && c == d && a == c;
            let overlap = a <= d && c <= b;
            match op {
                Compare::Lt => Mask { yes: a < d, no: nan || b >= c },
                Compare::Le => Mask { yes: a <= d, no: nan || b > c },
                Compare::Gt => Mask { yes: b > c, no: nan || a <= d },
                Compare::Ge => Mask { yes: b >= c, no: nan || a < d },
                Compare::Eq => Mask { yes: overlap, no: nan || !equal },
                Compare::Ne => Mask { yes: nan || !equal, no: overlap },
            }
        }
        match (x, y) {
            (Float { low: a, high: b, nan: m }, Float { low: c, high: d, nan: n }) => {
                told(op, [a, b], [c, d], m || n)
            }
            (Int { low: a, high: b }, Int { low: c, high: d }) => told(op, [a, b], [c, d], false),
            _ => Interval::ANY_MASK,
        }
    }

    /// The second where the first holds, else the third.
    pub(super) fn select(mask: Interval, a: Interval, b: Interval) -> Interval {
        match mask {
            Mask { no: false, .. } => a,
            Mask { yes: false, .. } => b,
            _ => a.or(b),
        }
    }

    /// An elementary function of one argument.
    pub(super) fn call(function: Function, a: Interval) -> Interval {
        let Float { low, high, nan } = a else { return Interval::ANY_FLOAT };
        let grows = |low: f64, high: f64| {
            let [low, high] = [low, high].map(|x| function.eval(&[x]));
            Interval::floats(low - low.abs() * SLACK, high + high.abs() * SLACK, nan)
        };
        match function {
            Function::Exp => grows(low, high),
            Function::Log if low > 0.0 => grows(low, high),
            Function::Tanh => Float { low: -1.0 - SLACK, high: 1.0 + SLACK, nan },
            Function::Sin | Function::Cos => {
                Float { low: -1.0 - SLACK, high: 1.0 + SLACK, nan: nan || !a.is_finite() }
            }
            _ => Interval::ANY_FLOAT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold_for_what_lies_between() {
        let intervals: [[i64; 2]; 6] = [[-3, 2], [0, 5], [4, 4], [-7, -1], [1, 3], [0, 0]];
        let ops = [
            BinaryOp::Add,
            BinaryOp::Sub,
            BinaryOp::Mul,
            BinaryOp::Div,
            BinaryOp::Min,
            BinaryOp::Max,
            BinaryOp::FloorDiv,
            BinaryOp::FloorMod,
        ];
        for ([a, b], [c, d]) in intervals.iter().flat_map(|x| intervals.iter().map(move |y| (x, y))) {
            for op in ops {
                let ints = Interval::binary(op, Int { low: *a, high: *b }, Int { low: *c, high: *d }, false);
                let float = |low: i64, high: i64| Float { low: low as f64, high: high as f64, nan: false };
                let floats = Interval::binary(op, float(*a, *b), float(*c, *d), false);
                for (x, y) in (*a..=*b).flat_map(|x| (*c..=*d).map(move |y| (x, y))) {
                    let exact = match op {
                        BinaryOp::Add => x + y,
                        BinaryOp::Sub => x - y,
                        BinaryOp::Mul => x * y,
                        BinaryOp::Min => x.min(y),
                        BinaryOp::Max => x.max(y),
                        BinaryOp::FloorDiv if y != 0 => (x as f64 / y as f64).floor() as i64,
                        BinaryOp::FloorMod if y != 0 => x - y * (x as f64 / y as f64).floor() as i64,
                        _ => 0,
                    };
                    let Int { low, high } = ints else { panic!("integers") };
                    assert!(low <= exact && exact <= high, "{op:?} {x} {y}: {ints:?}");
                    let exact = if op == BinaryOp::Div { x as f64 / y as f64 } else { exact as f64 };
                    let Float { low, high, nan } = floats else { panic!("floats") };
                    assert!(low <= exact && exact <= high || nan, "{op:?} {x} {y}: {floats:?}");
                }
            }
            for op in [Compare::Lt, Compare::Le, Compare::Gt, Compare::Ge, Compare::Eq, Compare::Ne] {
                let told = Interval::compare(op, Int { low: *a, high: *b }, Int { low: *c, high: *d });
                for (x, y) in (*a..=*b).flat_map(|x| (*c..=*d).map(move |y| (x, y))) {
                    let holds = match op {
                        Compare::Lt => x < y,
                        Compare::Le => x <= y,
                        Compare::Gt => x > y,
                        Compare::Ge => x >= y,
                        Compare::Eq => x == y,
                        Compare::Ne => x != y,
                    };
                    let Mask { yes, no } = told else { panic!("a mask") };
                    assert!(if holds { yes } else { no }, "{op:?} {x} {y}: {told:?}");
                }
            }
        }
    }

    #[test]
    fn squares_are_not_negative() {
        let x = Float { low: -2.0, high: 1.0, nan: false };
        assert_eq!(Interval::binary(BinaryOp::Mul, x, x, true), Float { low: 0.0, high: 4.0, nan: false });
        let one = Interval::float(1.0);
        assert_eq!(Interval::fma(x, x, one, true), Float { low: 1.0, high: 5.0, nan: false });
    }
}
