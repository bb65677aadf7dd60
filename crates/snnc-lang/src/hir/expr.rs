//! Typed expressions, in an arena.

use super::{Array, ArrayId, ConstantId, LocalId, NoiseId, ReducedId, TimedArrayId, VariableId};
use crate::source::Span;
use crate::syntax::ast::{CompareOp, End};
use crate::units::Dimension;

/// An expression of the arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExprId(pub u32);

/// All expressions of a model. A child's id is smaller than its parents', so that a walk in the order of ids meets every
/// operand first and needs no recursion. An expression may have several parents: an argument of an inlined function is
/// evaluated once.
#[derive(Debug, Clone, Default)]
pub struct Exprs {
    exprs: Vec<Expr>,
    arrays: Vec<Array>,
}

impl Exprs {
    /// Adds an expression whose operands are there already.
    pub fn push(&mut self, expr: Expr) -> ExprId {
        debug_assert!(expr.kind.operands().iter().all(|o| (o.0 as usize) < self.exprs.len()));
        self.exprs.push(expr);
        ExprId(self.exprs.len() as u32 - 1)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.exprs.len()
    }

    /// All of them, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Expr> {
        self.exprs.iter()
    }

    /// All constant arrays.
    pub fn arrays(&self) -> &[Array] {
        &self.arrays
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.exprs.is_empty()
    }

    /// Adds a constant array.
    pub fn push_array(&mut self, array: Array) -> ArrayId {
        self.arrays.push(array);
        ArrayId(self.arrays.len() as u32 - 1)
    }

    /// The constant array of that number.
    pub fn array(&self, id: ArrayId) -> &Array {
        &self.arrays[id.index()]
    }

    /// Gives constants other numbers.
    pub(crate) fn renumber_constants(&mut self, number: impl Fn(ConstantId) -> ConstantId) {
        for expr in &mut self.exprs {
            if let ExprKind::Constant(id) = &mut expr.kind {
                *id = number(*id);
            }
        }
    }
}

impl std::ops::Index<ExprId> for Exprs {
    type Output = Expr;
    fn index(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }
}

/// A typed expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it computes.
    pub kind: ExprKind,
    /// Its type.
    pub ty: Type,
    /// Its dimension; integers and booleans are dimensionless.
    pub dimension: Dimension,
    /// Where it is written.
    pub span: Span,
}

/// Types of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Type {
    /// 64-bit IEEE float.
    Float,
    /// 64-bit integer.
    Integer,
    /// Truth value.
    Boolean,
}

/// What an expression computes. Conversions are explicit: both operands of an arithmetic operation or comparison, and
/// both branches of a selection, have one type.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A float in SI.
    Float(f64),
    /// An integer.
    Integer(i64),
    /// A truth value.
    Boolean(bool),
    /// A constant of the file; its value is in the table of constants.
    Constant(ConstantId),
    /// The entry of an array of the expression's own shape, where an array is computed entry by entry: only in constants.
    Entry(ArrayId),
    /// The element of an array at integers, as many as it has dimensions; negative ones count from the end.
    Element(ArrayId, Vec<ExprId>),
    /// The value of a timed array at a time in seconds, and in a column, an integer, if it has columns.
    Timed(TimedArrayId, Vec<ExprId>),
    /// A variable of this block or of an end of the synapse.
    Variable(Place, VariableId),
    /// A local name of the statements in which it stands.
    Local(LocalId),
    /// A quantity that every block has.
    Builtin(Builtin),
    /// Gaussian white noise of the group, in `second**-0.5`.
    Noise(NoiseId),
    /// What was found of many elements, in the condition that ends a run.
    Reduced(ReducedId),
    /// `-x`.
    Negate(ExprId),
    /// `not x`.
    Not(ExprId),
    /// An operation of two operands.
    Binary(BinaryOp, ExprId, ExprId),
    /// A comparison; operands are both floats or both integers (booleans are compared as integers).
    Compare(CompareOp, ExprId, ExprId),
    /// `then if condition else otherwise`, chosen lazily.
    Select {
        /// A boolean.
        condition: ExprId,
        /// If it holds.
        then: ExprId,
        /// If not.
        otherwise: ExprId,
    },
    /// A function of floats.
    Call(Function, Vec<ExprId>),
    /// A draw, anew for each evaluation, element and step. Each *expression* is a draw of its own: a shared id is drawn once.
    Random(Random, Vec<ExprId>),
    /// `mean_incoming(e)` and its kin, in the initial values of synapses: the sum of a float over the synapses of the same target
    /// or source, in the order of their numbers, or its mean.
    Reduce(Reduction, ExprId),
    /// Integer or boolean to float.
    ToFloat(ExprId),
    /// `int(x)`: float, truncated towards zero, or boolean, to integer.
    ToInteger(ExprId),
}

impl ExprKind {
    /// The direct operands, in the order of [`operands`](ExprKind::operands).
    pub fn operands_mut(&mut self) -> Vec<&mut ExprId> {
        use ExprKind as K;
        match self {
            K::Negate(a) | K::Not(a) | K::ToFloat(a) | K::ToInteger(a) => vec![a],
            K::Binary(_, a, b) | K::Compare(_, a, b) => vec![a, b],
            K::Select { condition, then, otherwise } => vec![condition, then, otherwise],
            K::Call(_, args) | K::Random(_, args) | K::Element(_, args) | K::Timed(_, args) => {
                args.iter_mut().collect()
            }
            _ => vec![],
        }
    }

    /// The direct operands.
    pub fn operands(&self) -> Vec<ExprId> {
        use ExprKind as K;
        match self {
            K::Negate(a) | K::Not(a) | K::ToFloat(a) | K::ToInteger(a) | K::Reduce(_, a) => vec![*a],
            K::Binary(_, a, b) | K::Compare(_, a, b) => vec![*a, *b],
            K::Select { condition, then, otherwise } => vec![*condition, *then, *otherwise],
            K::Call(_, args) | K::Random(_, args) | K::Element(_, args) | K::Timed(_, args) => args.clone(),
            _ => vec![],
        }
    }
}

/// A sum over synapses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reduction {
    /// `Post`: over those of the same target (`incoming`); `Pre`: of the same source (`outgoing`).
    pub end: End,
    /// Divided by their number.
    pub mean: bool,
}

impl Reduction {
    /// Its name in the language.
    pub fn name(self) -> &'static str {
        match (self.end, self.mean) {
            (End::Post, true) => "mean_incoming",
            (End::Post, false) => "sum_incoming",
            (End::Pre, true) => "mean_outgoing",
            (End::Pre, false) => "sum_outgoing",
        }
    }
}

/// Whose variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Of the block itself: this neuron, this synapse.
    Own,
    /// Of an end of the synapse.
    End(End),
}

/// Quantities that are not variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Builtin {
    /// The time in seconds; float.
    Time,
    /// The group's time step in seconds; float.
    Dt,
    /// The number of the step; integer.
    TimeStep,
    /// `i` of a neuron (`Own`), `i` (`End(Pre)`) and `j` (`End(Post)`) of a synapse, within the group as written; integer.
    Index(Place),
    /// `N`, of a group its size, of synapses their number; integer.
    Size,
    /// `N_pre`, `N_post`: the size of that end, as written; integer.
    EndSize(End),
    /// `N_outgoing` (`Pre`): synapses of this source; `N_incoming` (`Post`): of this target; integer.
    Degree(End),
    /// The time of the last spike in seconds; float.
    LastSpike(Place),
    /// Whether it is not refractory; boolean.
    NotRefractory(Place),
    /// The number of a synapse, `index`; integer.
    SynapseNumber,
    /// `lastupdate`: the time up to which the event-driven variables of a synapse have been integrated, in seconds; float.
    LastUpdate,
}

/// Operations of two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// Of floats or integers.
    Add,
    /// Of floats or integers.
    Sub,
    /// Of floats or integers.
    Mul,
    /// True division of floats.
    Div,
    /// Floor division of floats or integers.
    FloorDiv,
    /// With the sign of the divisor, of floats or integers.
    Mod,
    /// Power of floats.
    Pow,
    /// Of floats or integers.
    Min,
    /// Of floats or integers.
    Max,
    /// Of booleans.
    And,
    /// Of booleans.
    Or,
}

/// Functions of floats (`abs` and `sign` of integers too). `clip` is `min(max(x, lo), hi)`; `where` is a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the language")]
pub enum Function {
    Exp,
    Expm1,
    Exprel,
    Log,
    Log10,
    Log1p,
    Sqrt,
    Sin,
    Cos,
    Tan,
    Arcsin,
    Arccos,
    Arctan,
    Sinh,
    Cosh,
    Tanh,
    Abs,
    Sign,
    Floor,
    Ceil,
    Round,
    /// `timestep(t, dt)`: `int((t + 1e-3*dt)/dt)`; integer.
    TimestepOf,
}

/// Random functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Random {
    /// `rand()`, uniform in [0, 1); float.
    Uniform,
    /// `randn()`, standard normal; float.
    Normal,
    /// `poisson(lambda)`; integer.
    Poisson,
    /// `binomial(n, p)`: an integer and a float; integer.
    Binomial,
}
