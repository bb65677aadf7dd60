//! The block IR: what a backend executes.
//!
//! A [`Kernel`] is a straight-line body in SSA form that is executed for each *lane* of a [`Domain`]: a neuron, a
//! synapse, a pair of neurons. Masks are values of type [`Type::Bool`]. The interpreter defines what
//! it means; a backend is right if and only if it yields the same bits (any NaN equal to any other).

mod constant;
pub(crate) mod element;
mod operands;
mod text;
mod verify;

pub use constant::Constant;
pub use element::{floor_div, floor_mod};
pub use text::ParseKernelError;
pub use verify::verify;

pub use crate::column::Precision;
use crate::math::Function;

/// A kernel: a body, and what it reads and writes.
#[derive(Debug, Clone, PartialEq)]
pub struct Kernel {
    /// Its name: `cortex/update`.
    pub name: String,
    /// What its lanes are.
    pub domain: Domain,
    /// The columns that it reads and writes, bound when a simulation is made.
    pub columns: Vec<ColumnDecl>,
    /// The names of its random streams; with the seed they give the keys.
    pub streams: Vec<String>,
    /// The instructions, in the order in which they are carried out. An operand is an earlier instruction.
    pub body: Vec<Inst>,
    /// The first instructions, this many, are the same for all lanes of a call and are carried out once: constants, `t`, the
    /// step, the index of a [uniform](EndIndex::Uniform) end, loads in the space `Shared` or of a uniform end from storage that
    /// the kernel does not write, and what follows from them; no draws and no effects. Their operands are among them. They are
    /// carried out even if there is no lane.
    pub invariant: usize,
}

impl Kernel {
    /// Whether nothing that it does to a lane depends on which one it is, but for the target.
    pub fn asks_for_target_alone(&self) -> bool {
        let other = |space| matches!(space, Space::Lane | Space::Pre);
        self.domain.post == EndIndex::Gathered
            && !self.columns.iter().any(|column| other(column.space))
            && !self.body.iter().any(|inst| match inst.op {
                Op::Index(space) => other(space),
                Op::Random(..) | Op::Require(..) | Op::Emit(_) => true,
                _ => false,
            })
    }

    /// Leaves out the columns that it does not access, and says which it does.
    pub(crate) fn forget_unused_columns(&mut self) -> Vec<bool> {
        let mut number = vec![None; self.columns.len()];
        let columns = self.body.iter().filter_map(|inst| inst.op.column());
        columns.for_each(|column| number[column as usize] = Some(0));
        number.iter_mut().flatten().zip(0..).for_each(|(number, next)| *number = next);
        for inst in &mut self.body {
            if let Op::Load(column) | Op::LoadAt(column, ..) | Op::Store(column, _) = &mut inst.op {
                *column = number[*column as usize].unwrap_or(*column);
            }
        }
        let used: Vec<bool> = number.iter().map(Option::is_some).collect();
        let mut keep = used.iter();
        self.columns.retain(|_| keep.next().copied().unwrap_or(true));
        used
    }

    /// An end that would be gathered is none if nothing reads it: then nobody has to know it.
    pub(crate) fn forget_unused_ends(&mut self) {
        let reads = |space| {
            self.columns.iter().any(|column| column.space == space)
                || self.body.iter().any(|inst| inst.op == Op::Index(space))
        };
        let (pre, post) = (reads(Space::Pre), reads(Space::Post));
        for (end, read) in [(&mut self.domain.pre, pre), (&mut self.domain.post, post)] {
            if matches!(end, EndIndex::Gathered | EndIndex::Listed) && !read {
                *end = EndIndex::None;
            }
        }
    }
}

/// What the lanes of a kernel are, and where the ends of a lane's synapse (or pair) come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Domain {
    /// Which lanes.
    pub lanes: Lanes,
    /// The presynaptic index of a lane.
    pub pre: EndIndex,
    /// The postsynaptic index of a lane.
    pub post: EndIndex,
}

impl Domain {
    /// All neurons of a group.
    pub const NEURONS: Domain = Domain { lanes: Lanes::Range, pre: EndIndex::None, post: EndIndex::None };
    /// The neurons of a list, each at most once.
    pub const LISTED: Domain = Domain { lanes: Lanes::List, pre: EndIndex::None, post: EndIndex::None };

    /// Whether columns in this space are indexed by the lane itself.
    pub fn is_lane(self, space: Space) -> bool {
        match space {
            Space::Lane => true,
            Space::Pre => self.pre == EndIndex::Lane,
            Space::Post => self.post == EndIndex::Lane,
            Space::Shared | Space::Element => false,
        }
    }
}

/// The lanes of a call, in the order in which their effects happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lanes {
    /// A range. Lanes write only to columns in the space `Lane`: no lane sees another, any order and width will do. The
    /// range starts at a multiple of 64, and columns are padded, so that a backend may run past its end up to a multiple of 64.
    Range,
    /// The lanes of a list, none twice, and otherwise as [`Lanes::Range`].
    List,
    /// For each row of a list, one after the other, the lanes `starts[row]..ends[row]`, through `order` if there is
    /// one, one after the other: each sees the effects of the ones before it. No lane comes twice in a row if an end is the
    /// [row](EndIndex::Row).
    Rows,
}

/// Where a lane's presynaptic or postsynaptic index comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndIndex {
    /// There is none.
    None,
    /// The lane itself.
    Lane,
    /// The same for all lanes of the call.
    Uniform,
    /// The row (of [`Lanes::Rows`]).
    Row,
    /// `pre_of[lane]`, `post_of[lane]`.
    Gathered,
    /// `pre_of[position]`, `post_of[position]`, where the lane of [`Lanes::Rows`] is that of a position.
    Listed,
}

/// By which index a column is accessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Space {
    /// By the lane.
    Lane,
    /// By its presynaptic index.
    Pre,
    /// By its postsynaptic index.
    Post,
    /// At index 0: one value for all.
    Shared,
    /// By an index that the lane computes, for [`Op::LoadAt`] alone. Such a column is not written.
    Element,
}

/// A column of a kernel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnDecl {
    /// The variable's name, for people.
    pub name: String,
    /// What its elements are. Booleans are stored as the integers 0 and 1.
    pub ty: Type,
    /// How they are stored, if they are floats; all else is as in [`Precision::Double`].
    pub precision: Precision,
    /// How it is indexed.
    pub space: Space,
    /// Whether the kernel writes it. A kernel over a range or list writes only in the space `Lane`.
    pub written: bool,
    /// Columns of the same number may be the same memory: a store to one invalidates what was loaded from another.
    pub storage: u32,
}

/// Types of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Type {
    /// IEEE double.
    F64,
    /// 64-bit integer, wrapping.
    I64,
    /// A mask.
    Bool,
}

/// A value: the instruction that makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value(pub u32);

impl Value {
    /// As an index into [`Kernel::body`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An instruction and the type of its value (effects have type `Bool` and no readers).
#[derive(Debug, Clone, PartialEq)]
pub struct Inst {
    /// What it does.
    pub op: Op,
    /// The type of its value.
    pub ty: Type,
}

/// Operations.
#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    /// A float.
    Float(f64),
    /// An integer.
    Int(i64),
    /// A mask, the same for all lanes.
    Bool(bool),
    /// `t` in seconds; `F64`.
    Time,
    /// The number of the step; `I64`.
    Step,
    /// The lane's index of that space (not `Shared` or `Element`); `I64`.
    Index(Space),
    /// The element of a column (not of the space `Element`), as a double.
    Load(u32),
    /// The element of a column of the space `Element` at an index (`I64`), of so many, at least one, that the column has at
    /// least; at any other index, the last of them.
    LoadAt(u32, Value, u64),
    /// Writes the element of a column, rounded to its precision.
    Store(u32, Value),
    /// One operand.
    Unary(UnaryOp, Value),
    /// Two operands of one type.
    Binary(BinaryOp, Value, Value),
    /// `a*b + c`, rounded once; floats.
    Fma(Value, Value, Value),
    /// A mask from two floats or two integers. IEEE: with a NaN only `Ne` holds.
    Compare(Compare, Value, Value),
    /// The second where the first holds, else the third.
    Select(Value, Value, Value),
    /// An elementary function of floats.
    Call(Function, Vec<Value>),
    /// A draw from the stream of that number, addressed by (key, step, epoch, lane): two draws of one kind from one stream are
    /// the same number, so that each place that draws has a stream of its own.
    Random(Random, u32, Vec<Value>),
    /// Sets the lane's bit in the call's set of bits where the mask holds (and clears it elsewhere): a spike, a chosen pair.
    /// At most one in a kernel, and none in a kernel over [`Lanes::Rows`].
    Emit(Value),
    /// Where the mask does not hold, what the model demands at the place of this number is not so, and the integer is what it
    /// is about: an index out of range. That is [recorded](crate::faults::Faults); the kernel goes on.
    Require(Value, Value, u32),
}

/// Operations of one operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// Float or integer.
    Neg,
    /// Float or integer.
    Abs,
    /// Float.
    Sqrt,
    /// Float, towards minus infinity.
    Floor,
    /// Float, towards plus infinity.
    Ceil,
    /// Float, towards zero.
    Trunc,
    /// Float, to nearest, ties to even.
    Round,
    /// Float, to the nearest one that single precision has, ties to even.
    ToSingle,
    /// Mask.
    Not,
    /// Integer to float.
    ToFloat,
    /// Float to integer, towards zero, saturating, NaN to 0.
    ToInt,
    /// Mask to the integers 0 and 1.
    MaskToInt,
    /// Integer to mask: not 0.
    IntToMask,
}

/// Operations of two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// Floats or integers.
    Add,
    /// Floats or integers.
    Sub,
    /// Floats or integers.
    Mul,
    /// Floats.
    Div,
    /// `a < b ? a : b`, so that a NaN in `b` is kept; floats or integers.
    Min,
    /// `a > b ? a : b`, likewise; floats or integers.
    Max,
    /// Masks.
    And,
    /// Masks.
    Or,
    /// Masks.
    Xor,
    /// Integers, towards minus infinity; 0 if the divisor is 0.
    FloorDiv,
    /// Integers, with the sign of the divisor; 0 if the divisor is 0.
    FloorMod,
}

/// Comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Compare {
    /// Less.
    Lt,
    /// Less or equal.
    Le,
    /// Greater.
    Gt,
    /// Greater or equal.
    Ge,
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
}

/// Draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Random {
    /// Uniform in [0, 1); `F64`.
    Uniform,
    /// Standard normal; `F64`.
    Normal,
    /// Poisson of the operand (`F64`); `I64`.
    Poisson,
    /// Binomial of the operands (`I64`, `F64`); `I64`.
    Binomial,
}
