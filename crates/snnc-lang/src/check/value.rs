//! Values known before the simulation, and their arithmetic.

use crate::files::Values;
use crate::hir::{BinaryOp, ExprId, ExprKind, Exprs, Function, Value};
use crate::source::Span;
use crate::syntax::ast::CompareOp;
use std::collections::HashMap;

/// The functions of floats with which constants are evaluated. Each has one definition in a simulator, so that a
/// constant and the same expression at run time have the same bits: the checker receives it from there.
pub trait Arithmetic {
    /// A function of the language.
    fn call(&self, function: Function, arguments: &[f64]) -> f64;
    /// `x ** y`.
    fn pow(&self, x: f64, y: f64) -> f64;
    /// `x % y`, with the sign of the divisor.
    fn modulo(&self, x: f64, y: f64) -> f64;
}

/// Arithmetic by the standard library, for those who check a model and never run it.
#[derive(Debug, Clone, Copy, Default)]
pub struct StdArithmetic;

impl Arithmetic for StdArithmetic {
    fn call(&self, function: Function, arguments: &[f64]) -> f64 {
        let x = arguments.first().copied().unwrap_or(f64::NAN);
        match function {
            Function::Exp => x.exp(),
            Function::Expm1 => x.exp_m1(),
            Function::Exprel if x == 0.0 => 1.0,
            Function::Exprel => x.exp_m1() / x,
            Function::Log => x.ln(),
            Function::Log10 => x.log10(),
            Function::Log1p => x.ln_1p(),
            Function::Sin => x.sin(),
            Function::Cos => x.cos(),
            Function::Tan => x.tan(),
            Function::Arcsin => x.asin(),
            Function::Arccos => x.acos(),
            Function::Arctan => x.atan(),
            Function::Sinh => x.sinh(),
            Function::Cosh => x.cosh(),
            Function::Tanh => x.tanh(),
            function => exact(function, arguments),
        }
    }

    fn pow(&self, x: f64, y: f64) -> f64 {
        x.powf(y)
    }

    fn modulo(&self, x: f64, y: f64) -> f64 {
        let r = x % y;
        if r != 0.0 && (r < 0.0) != (y < 0.0) { r + y } else { r }
    }
}

/// A function made of exactly rounded operations alone, hence with the same bits everywhere; NaN for any other.
pub fn exact(function: Function, arguments: &[f64]) -> f64 {
    let x = arguments.first().copied().unwrap_or(f64::NAN);
    match function {
        Function::Sqrt => x.sqrt(),
        Function::Abs => x.abs(),
        Function::Sign if x > 0.0 => 1.0,
        Function::Sign if x < 0.0 => -1.0,
        // Zero, or NaN, as it is.
        Function::Sign => x,
        Function::Floor => x.floor(),
        Function::Ceil => x.ceil(),
        Function::Round => x.round_ties_even(),
        Function::TimestepOf => {
            let dt = arguments.get(1).copied().unwrap_or(f64::NAN);
            ((x + 1e-3 * dt) / dt).trunc()
        }
        _ => f64::NAN,
    }
}

/// Why an expression has no value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::check) struct Fault {
    pub(in crate::check) kind: FaultKind,
    /// The expression at which it happens.
    pub(in crate::check) span: Span,
}

/// The kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum FaultKind {
    /// It depends on the simulation, or on chance.
    NotConstant,
    /// A division by zero.
    DivisionByZero,
    /// An integer beyond 64 bits.
    IntegerOverflow,
    /// A float beyond 1.8e308.
    FloatOverflow,
    /// The square root of a negative number and the like.
    NotANumber,
    /// An index outside of an array.
    Index { index: i64, length: usize },
}

/// The value of an expression; `leaf` knows that of constants and whatever else has one.
pub(in crate::check) fn evaluate(
    exprs: &Exprs,
    root: ExprId,
    leaf: &dyn Fn(&ExprKind) -> Option<Value>,
    arithmetic: &dyn Arithmetic,
) -> Result<Value, Fault> {
    let mut values: HashMap<ExprId, Result<Value, Fault>> = HashMap::new();
    for id in reachable(exprs, root) {
        let of = |operand: &ExprId| match values.get(operand) {
            Some(value) => *value,
            None => Err(Fault { kind: FaultKind::NotConstant, span: exprs[*operand].span }),
        };
        let value = step(exprs, id, &of, leaf, arithmetic);
        values.insert(id, value);
    }
    values.remove(&root).unwrap_or(Err(Fault { kind: FaultKind::NotConstant, span: exprs[root].span }))
}

/// All expressions that `root` needs, operands first.
pub(in crate::check) fn reachable(exprs: &Exprs, root: ExprId) -> Vec<ExprId> {
    let mut seen = std::collections::HashSet::from([root]);
    let mut waiting = vec![root];
    while let Some(id) = waiting.pop() {
        waiting.extend(exprs[id].kind.operands().into_iter().filter(|o| seen.insert(*o)));
    }
    let mut all: Vec<_> = seen.into_iter().collect();
    all.sort_unstable();
    all
}

/// One expression from the values of its operands.
pub(in crate::check) fn step(
    exprs: &Exprs,
    id: ExprId,
    of: &dyn Fn(&ExprId) -> Result<Value, Fault>,
    leaf: &dyn Fn(&ExprKind) -> Option<Value>,
    arithmetic: &dyn Arithmetic,
) -> Result<Value, Fault> {
    let span = exprs[id].span;
    let fault = |kind| Fault { kind, span };
    let not_constant = fault(FaultKind::NotConstant);
    let float = |x: &ExprId| of(x).map(as_float);
    let boolean = |x: &ExprId| match of(x)? {
        Value::Boolean(b) => Ok(b),
        _ => Err(not_constant),
    };
    match &exprs[id].kind {
        ExprKind::Float(x) => Ok(Value::Float(*x)),
        ExprKind::Integer(n) => Ok(Value::Integer(*n)),
        ExprKind::Boolean(b) => Ok(Value::Boolean(*b)),
        ExprKind::Negate(x) => match of(x)? {
            Value::Integer(n) => n.checked_neg().map(Value::Integer).ok_or(fault(FaultKind::IntegerOverflow)),
            value => Ok(Value::Float(-as_float(value))),
        },
        ExprKind::Not(x) => Ok(Value::Boolean(!boolean(x)?)),
        // As in Python, the second operand counts only where the first does not decide.
        ExprKind::Binary(BinaryOp::And, a, b) => Ok(Value::Boolean(boolean(a)? && boolean(b)?)),
        ExprKind::Binary(BinaryOp::Or, a, b) => Ok(Value::Boolean(boolean(a)? || boolean(b)?)),
        ExprKind::Binary(op, a, b) => match (of(a)?, of(b)?) {
            (Value::Integer(a), Value::Integer(b)) => integers(*op, a, b).map_err(fault),
            (a, b) => {
                let (a, b) = (as_float(a), as_float(b));
                floats(*op, a, b, arithmetic).map_err(fault)
            }
        },
        ExprKind::Compare(op, a, b) => {
            let holds = match (of(a)?, of(b)?) {
                (Value::Integer(a), Value::Integer(b)) => compare(*op, &a, &b),
                (a, b) => {
                    let (a, b) = (as_float(a), as_float(b));
                    compare(*op, &a, &b)
                }
            };
            Ok(Value::Boolean(holds))
        }
        ExprKind::Select { condition, then, otherwise } => {
            if boolean(condition)? {
                of(then)
            } else {
                of(otherwise)
            }
        }
        ExprKind::Call(function, arguments) => {
            if let [x] = arguments.as_slice()
                && let Value::Integer(n) = of(x)?
            {
                return integer_function(*function, n).map_err(fault);
            }
            let arguments = arguments.iter().map(float).collect::<Result<Vec<_>, _>>()?;
            let y = checked(arithmetic.call(*function, &arguments), &arguments).map_err(fault)?;
            match function {
                Function::TimestepOf => whole(y).map(Value::Integer).map_err(fault),
                _ => Ok(Value::Float(y)),
            }
        }
        ExprKind::ToFloat(x) => Ok(Value::Float(float(x)?)),
        ExprKind::ToInteger(x) => match of(x)? {
            Value::Integer(n) => Ok(Value::Integer(n)),
            Value::Boolean(b) => Ok(Value::Integer(i64::from(b))),
            Value::Float(x) => whole(x.trunc()).map(Value::Integer).map_err(fault),
        },
        ExprKind::Element(array, indices) => {
            let array = exprs.array(*array);
            let mut place = 0;
            for (index, length) in indices.iter().zip(&array.shape) {
                let Value::Integer(index) = of(index)? else { return Err(not_constant) };
                let outside = || fault(FaultKind::Index { index, length: *length });
                place = place * length + from_end(index, *length).ok_or_else(outside)?;
            }
            Ok(at(&array.values, place))
        }
        ExprKind::Constant(_)
        | ExprKind::Entry(_)
        | ExprKind::Timed(..)
        | ExprKind::Variable(..)
        | ExprKind::Local(_)
        | ExprKind::Builtin(_)
        | ExprKind::Noise(_)
        | ExprKind::Reduce(..)
        | ExprKind::Reduced(_)
        | ExprKind::Random(..) => leaf(&exprs[id].kind).ok_or(not_constant),
    }
}

/// The place in a direction of that length which an index means: a negative one counts from the end.
fn from_end(index: i64, length: usize) -> Option<usize> {
    let place = if index < 0 { index.checked_add(length as i64)? } else { index };
    usize::try_from(place).ok().filter(|place| *place < length)
}

/// The element at a place.
pub(in crate::check) fn at(values: &Values, place: usize) -> Value {
    match values {
        Values::Floats(values) => Value::Float(values[place]),
        Values::Integers(values) => Value::Integer(values[place]),
        Values::Booleans(values) => Value::Boolean(values[place]),
    }
}

/// A value as a float.
pub(in crate::check) fn as_float(value: Value) -> f64 {
    match value {
        Value::Float(x) => x,
        Value::Integer(n) => n as f64,
        Value::Boolean(b) => f64::from(u8::from(b)),
    }
}

/// A float without fraction as an integer, if it is in range.
fn whole(x: f64) -> Result<i64, FaultKind> {
    // 2**63 itself is out of range; its negative is not.
    if (-9.223_372_036_854_775_808e18..9.223_372_036_854_775_808e18).contains(&x) {
        Ok(x as i64)
    } else {
        Err(if x.is_nan() { FaultKind::NotANumber } else { FaultKind::IntegerOverflow })
    }
}

fn integers(op: BinaryOp, a: i64, b: i64) -> Result<Value, FaultKind> {
    if matches!(op, BinaryOp::FloorDiv | BinaryOp::Mod | BinaryOp::Div) && b == 0 {
        return Err(FaultKind::DivisionByZero);
    }
    let rounds_down = |q: i64| if a % b != 0 && (a < 0) != (b < 0) { q - 1 } else { q };
    let value = match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Sub => a.checked_sub(b),
        BinaryOp::Mul => a.checked_mul(b),
        BinaryOp::FloorDiv => a.checked_div(b).map(rounds_down),
        // The remainder by -1 is 0, also of the smallest integer.
        BinaryOp::Mod if b == -1 => Some(0),
        BinaryOp::Mod => {
            let r = a % b;
            Some(if r != 0 && (r < 0) != (b < 0) { r + b } else { r })
        }
        BinaryOp::Min => Some(a.min(b)),
        BinaryOp::Max => Some(a.max(b)),
        BinaryOp::Div => return checked(a as f64 / b as f64, &[]).map(Value::Float),
        BinaryOp::Pow | BinaryOp::And | BinaryOp::Or => None,
    };
    value.map(Value::Integer).ok_or(FaultKind::IntegerOverflow)
}

fn integer_function(function: Function, n: i64) -> Result<Value, FaultKind> {
    match function {
        Function::Abs => n.checked_abs().map(Value::Integer).ok_or(FaultKind::IntegerOverflow),
        Function::Sign => Ok(Value::Integer(n.signum())),
        _ => Ok(Value::Integer(n)),
    }
}

fn floats(op: BinaryOp, a: f64, b: f64, arithmetic: &dyn Arithmetic) -> Result<Value, FaultKind> {
    let divides = matches!(op, BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod) && b == 0.0;
    if divides || (op == BinaryOp::Pow && a == 0.0 && b < 0.0) {
        return Err(FaultKind::DivisionByZero);
    }
    let value = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::Div => a / b,
        BinaryOp::FloorDiv => (a / b).floor(),
        BinaryOp::Mod => arithmetic.modulo(a, b),
        BinaryOp::Pow => arithmetic.pow(a, b),
        BinaryOp::Min => a.min(b),
        BinaryOp::Max => a.max(b),
        BinaryOp::And | BinaryOp::Or => return Err(FaultKind::NotConstant),
    };
    checked(value, &[a, b]).map(Value::Float)
}

/// An infinity that no operand had is an overflow, a NaN has no meaning in a constant.
fn checked(value: f64, operands: &[f64]) -> Result<f64, FaultKind> {
    if value.is_nan() {
        return Err(FaultKind::NotANumber);
    }
    if value.is_infinite() && operands.iter().all(|x| x.is_finite()) {
        return Err(FaultKind::FloatOverflow);
    }
    Ok(value)
}

fn compare<T: PartialOrd>(op: CompareOp, a: &T, b: &T) -> bool {
    match op {
        CompareOp::Lt => a < b,
        CompareOp::Le => a <= b,
        CompareOp::Gt => a > b,
        CompareOp::Ge => a >= b,
        CompareOp::Eq => a == b,
        CompareOp::Ne => a != b,
    }
}
