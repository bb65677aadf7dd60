//! Random kernels.

use super::Choices;
use crate::graph::Graph;
use crate::kernel::{
    BinaryOp, ColumnDecl, Compare, Constant, Domain, EndIndex, Inst, Kernel, Lanes, Op, Precision, Random,
    Space, Type, UnaryOp, Value,
};
use crate::math::Function;

/// The most elements that a computed index counts on.
pub(super) const ELEMENTS: usize = 8;

const TYPES: [Type; 3] = [Type::F64, Type::I64, Type::Bool];

/// A well-formed kernel, of any domain, with any operation.
pub fn kernel(choices: &mut Choices<'_>) -> Kernel {
    let domain = domain(choices);
    let mut kernel = Kernel {
        name: "random".to_owned(),
        domain,
        columns: columns(domain, choices),
        streams: vec!["one".to_owned(), "other".to_owned()],
        body: Vec::new(),
        invariant: 0,
    };
    let mut emitted = domain.lanes == Lanes::Rows;
    let mut hoisting = true;
    while !choices.is_empty() {
        let op = operation(&kernel, choices);
        if hoisting && !is_invariant(&kernel, &op) {
            hoisting = false;
            kernel.invariant = kernel.body.len();
        }
        if matches!(op, Op::Emit(_)) && std::mem::replace(&mut emitted, true) {
            continue;
        }
        let ty = result(&kernel, &op);
        kernel.body.push(Inst { op, ty });
    }
    if hoisting {
        kernel.invariant = kernel.body.len();
    }
    show(&mut kernel);
    for column in 0..kernel.columns.len() {
        let stored = |inst: &Inst| matches!(inst.op, Op::Store(other, _) if other as usize == column);
        kernel.columns[column].written = kernel.body.iter().any(stored);
    }
    kernel
}

/// A kernel of floats of one sign, in which nothing cancels: the relative error of its result is bounded.
pub fn tame_kernel(choices: &mut Choices<'_>) -> Kernel {
    use BinaryOp::{Add, Div, Max, Min, Mul};
    let column = |name: &str| ColumnDecl {
        name: name.to_owned(),
        ty: Type::F64,
        precision: Precision::Double,
        space: Space::Lane,
        written: false,
        storage: u32::from(name == "y"),
    };
    let mut kernel = Kernel {
        name: "tame".to_owned(),
        domain: Domain::NEURONS,
        columns: vec![column("x"), column("y")],
        streams: Vec::new(),
        body: Vec::new(),
        invariant: 0,
    };
    let mut body = vec![Op::Load(0), Op::Load(1)];
    // Few operations, so that nothing overflows.
    for _ in 0..choices.below(12) {
        let mut value = || Value((body.len() - 1 - choices.below(body.len())) as u32);
        let (a, b) = (value(), value());
        let op = match choices.below(8) {
            0 => Op::Float(1.0 + choices.below(1000) as f64 / 100.0),
            1..=5 => Op::Binary(choices.one_of(&[Add, Mul, Div, Min, Max]), a, b),
            6 => Op::Unary(UnaryOp::Sqrt, a),
            _ => {
                body.push(Op::Float(choices.one_of(&[0.5, 1.5, 1.0, 2.0, 3.0])));
                Op::Call(Function::Pow, vec![a, Value(body.len() as u32 - 1)])
            }
        };
        body.push(op);
    }
    kernel.body = body.into_iter().map(|op| Inst { op, ty: Type::F64 }).collect();
    show(&mut kernel);
    kernel
}

/// Stores the last value of each type, so that it matters what has been computed.
fn show(kernel: &mut Kernel) {
    for (name, ty) in [("last_f64", Type::F64), ("last_i64", Type::I64), ("last_bool", Type::Bool)] {
        let is_value = |inst: &Inst| inst.ty == ty && !inst.op.is_effect();
        let Some(last) = kernel.body.iter().rposition(is_value) else { continue };
        let storage = kernel.columns.len() as u32 + 100;
        let (name, precision) = (name.to_owned(), Precision::Double);
        let column = ColumnDecl { name, ty, precision, space: Space::Lane, written: true, storage };
        kernel.columns.push(column);
        let op = Op::Store(kernel.columns.len() as u32 - 1, Value(last as u32));
        kernel.body.push(Inst { op, ty: Type::Bool });
    }
}

fn domain(choices: &mut Choices<'_>) -> Domain {
    let lanes = choices.one_of(&[Lanes::Range, Lanes::List, Lanes::Rows]);
    let mut ends = vec![EndIndex::None, EndIndex::Lane, EndIndex::Uniform, EndIndex::Gathered];
    if lanes == Lanes::Rows {
        ends.extend([EndIndex::Row, EndIndex::Listed]);
    }
    Domain { lanes, pre: choices.one_of(&ends), post: choices.one_of(&ends) }
}

/// Columns of each type in each space, some of which may be the same memory.
fn columns(domain: Domain, choices: &mut Choices<'_>) -> Vec<ColumnDecl> {
    let mut columns = Vec::new();
    let singles = choices.below(3) == 0;
    for space in [Space::Lane, Space::Pre, Space::Post, Space::Shared, Space::Element] {
        for ty in TYPES.into_iter().filter(|_| domain.has(space)) {
            for copy in 0..=choices.below(2) {
                // Where lanes have no order, what is written is seen by its lane only.
                let apart =
                    if domain.lanes == Lanes::Rows { 0 } else { 10 * u32::from(space != Space::Lane) };
                let storage = ty as u32 + apart + 3 * choices.below(2) as u32;
                let name =
                    if copy == 0 { format!("{}_{}", ty.word(), space.word()) } else { "again".to_owned() };
                let single = singles && ty == Type::F64 && storage % 10 == 3;
                let precision = if single { Precision::Single } else { Precision::Double };
                columns.push(ColumnDecl { name, ty, precision, space, written: false, storage });
            }
        }
    }
    columns
}

/// A value of that type, among those made so far.
fn operand(kernel: &Kernel, ty: Type, choices: &mut Choices<'_>) -> Option<Value> {
    let is_value = |&index: &usize| kernel.body[index].ty == ty && !kernel.body[index].op.is_effect();
    let values: Vec<usize> = (0..kernel.body.len()).rev().filter(is_value).collect();
    (!values.is_empty()).then(|| Value(choices.one_of(&values) as u32))
}

fn operation(kernel: &Kernel, choices: &mut Choices<'_>) -> Op {
    let kind = choices.below(29);
    compound(kernel, kind, choices).unwrap_or_else(|| leaf(kernel, kind, choices))
}

/// An operation on values, if there are any of the types it needs.
fn compound(kernel: &Kernel, kind: usize, choices: &mut Choices<'_>) -> Option<Op> {
    use UnaryOp::{
        Abs, Ceil, Floor, IntToMask, MaskToInt, Neg, Not, Round, Sqrt, ToFloat, ToInt, ToSingle, Trunc,
    };
    let mut value = |ty| operand(kernel, ty, choices);
    Some(match kind {
        6..=8 => {
            let floats = [Neg, Abs, Sqrt, Floor, Ceil, Trunc, Round, ToSingle, ToInt];
            Op::Unary(choices.one_of(&floats), operand(kernel, Type::F64, choices)?)
        }
        9 => Op::Unary(choices.one_of(&[ToFloat, Neg, Abs, IntToMask]), operand(kernel, Type::I64, choices)?),
        10 => Op::Unary(choices.one_of(&[Not, MaskToInt]), operand(kernel, Type::Bool, choices)?),
        11..=14 => {
            use BinaryOp::{Add, Div, Max, Min, Mul, Sub};
            let (a, b) = (value(Type::F64)?, value(Type::F64)?);
            Op::Binary(choices.one_of(&[Add, Sub, Mul, Div, Min, Max]), a, b)
        }
        15 => {
            use BinaryOp::{Add, FloorDiv, FloorMod, Max, Min, Mul, Sub};
            let (a, b) = (value(Type::I64)?, value(Type::I64)?);
            Op::Binary(choices.one_of(&[Add, Sub, Mul, Min, Max, FloorDiv, FloorMod]), a, b)
        }
        16 => {
            let (a, b) = (value(Type::Bool)?, value(Type::Bool)?);
            Op::Binary(choices.one_of(&[BinaryOp::And, BinaryOp::Or, BinaryOp::Xor]), a, b)
        }
        17 => Op::Fma(value(Type::F64)?, value(Type::F64)?, value(Type::F64)?),
        18 | 19 => {
            let ty = if kind == 18 { Type::F64 } else { Type::I64 };
            let (a, b) = (value(ty)?, value(ty)?);
            let all = [Compare::Lt, Compare::Le, Compare::Gt, Compare::Ge, Compare::Eq, Compare::Ne];
            Op::Compare(choices.one_of(&all), a, b)
        }
        20 => {
            let mask = value(Type::Bool)?;
            let ty = choices.one_of(&TYPES);
            Op::Select(mask, operand(kernel, ty, choices)?, operand(kernel, ty, choices)?)
        }
        21 | 22 => {
            let args = [value(Type::F64)?, value(Type::F64)?];
            let function = choices.one_of(&Function::ALL);
            Op::Call(function, args[..function.arity()].to_vec())
        }
        23 => {
            let random =
                choices.one_of(&[Random::Uniform, Random::Normal, Random::Poisson, Random::Binomial]);
            let args: Option<Vec<Value>> =
                random.parameters().iter().map(|&ty| operand(kernel, ty, choices)).collect();
            Op::Random(random, choices.below(2) as u32, args?)
        }
        24 => {
            let ordered = kernel.domain.lanes == Lanes::Rows;
            let columns = columns_where(kernel, |column| {
                column.space == Space::Lane || (ordered && column.space != Space::Element)
            });
            let column = choices.one_of(&columns);
            Op::Store(column as u32, operand(kernel, kernel.columns[column].ty, choices)?)
        }
        25 => Op::Emit(value(Type::Bool)?),
        26 | 27 => {
            let index = value(Type::I64)?;
            let columns = columns_where(kernel, |column| column.space == Space::Element);
            let len = choices.one_of(&[1, 2, 3, ELEMENTS]) as u64;
            Op::LoadAt(choices.one_of(&columns) as u32, index, len)
        }
        28 => Op::Require(value(Type::Bool)?, value(Type::I64)?, choices.below(3) as u32),
        _ => return None,
    })
}

fn leaf(kernel: &Kernel, kind: usize, choices: &mut Choices<'_>) -> Op {
    match kind % 6 {
        0 => Op::Float(choices.float()),
        1 => Op::Int(choices.int()),
        2 => match choices.below(4) {
            0 => Op::Time,
            1 => Op::Step,
            number => Op::Bool(number == 2),
        },
        3 => {
            let spaces: Vec<Space> = [Space::Lane, Space::Pre, Space::Post]
                .into_iter()
                .filter(|&space| kernel.domain.has(space))
                .collect();
            Op::Index(choices.one_of(&spaces))
        }
        _ => {
            let columns = columns_where(kernel, |column| column.space != Space::Element);
            Op::Load(choices.one_of(&columns) as u32)
        }
    }
}

/// The numbers of the columns for which that holds.
fn columns_where(kernel: &Kernel, holds: impl Fn(&ColumnDecl) -> bool) -> Vec<usize> {
    (0..kernel.columns.len()).filter(|&column| holds(&kernel.columns[column])).collect()
}

fn is_invariant(kernel: &Kernel, op: &Op) -> bool {
    match op {
        Op::Index(space) => kernel.domain.is_uniform(*space),
        // It may be written further down.
        Op::Load(_) | Op::LoadAt(..) | Op::Random(..) | Op::Store(..) | Op::Emit(_) | Op::Require(..) => {
            false
        }
        _ => true,
    }
}

fn result(kernel: &Kernel, op: &Op) -> Type {
    let ty = |value: &Value| kernel.body[value.index()].ty;
    match op {
        Op::Float(_) | Op::Time | Op::Fma(..) | Op::Call(..) => Type::F64,
        Op::Int(_) | Op::Step | Op::Index(_) => Type::I64,
        Op::Bool(_) | Op::Compare(..) | Op::Store(..) | Op::Emit(_) | Op::Require(..) => Type::Bool,
        Op::Load(column) | Op::LoadAt(column, ..) => kernel.columns[*column as usize].ty,
        Op::Unary(op, a) => op.result(ty(a)).unwrap_or(Type::Bool),
        Op::Binary(op, a, _) => op.result(ty(a)).unwrap_or(Type::Bool),
        Op::Select(_, a, _) => ty(a),
        Op::Random(random, ..) => random.result(),
    }
}

/// Builds the same computation in an empty graph.
pub fn replay(kernel: &Kernel, mut graph: Graph) -> Graph {
    let columns: Vec<u32> = kernel
        .columns
        .iter()
        .map(|column| {
            graph.column_in(column.precision, &*column.name, column.ty, column.space, column.storage)
        })
        .collect();
    let streams: Vec<u32> = kernel.streams.iter().map(|stream| graph.stream(&**stream)).collect();
    let mut values: Vec<Value> = Vec::new();
    for inst in &kernel.body {
        let of = |value: &Value| values[value.index()];
        let value = match &inst.op {
            Op::Float(_) | Op::Int(_) | Op::Bool(_) => match Constant::of(&inst.op) {
                Some(constant) => graph.value(constant),
                None => continue,
            },
            Op::Time => graph.time(),
            Op::Step => graph.step(),
            Op::Index(space) => graph.index(*space),
            Op::Load(column) => graph.load(columns[*column as usize]),
            Op::LoadAt(column, index, len) => graph.load_at(columns[*column as usize], of(index), *len),
            Op::Unary(op, a) => graph.unary(*op, of(a)),
            Op::Binary(op, a, b) => graph.binary(*op, of(a), of(b)),
            Op::Fma(a, b, c) => graph.fma(of(a), of(b), of(c)),
            Op::Compare(op, a, b) => graph.compare(*op, of(a), of(b)),
            Op::Select(a, b, c) => graph.select(of(a), of(b), of(c)),
            Op::Call(function, args) => graph.call(*function, &args.iter().map(of).collect::<Vec<_>>()),
            Op::Random(random, stream, args) => {
                let args: Vec<Value> = args.iter().map(of).collect();
                graph.random(*random, streams[*stream as usize], &args)
            }
            Op::Store(column, a) => {
                graph.store(columns[*column as usize], of(a));
                Value(u32::MAX)
            }
            Op::Emit(a) => {
                graph.emit(of(a));
                Value(u32::MAX)
            }
            Op::Require(mask, about, number) => {
                graph.require(of(mask), of(about), *number);
                Value(u32::MAX)
            }
        };
        values.push(value);
    }
    graph
}
