//! Connection rules.

use super::{ExprId, VariableId};
use crate::files::Values;
use crate::source::Span;
use crate::syntax::ast::End;
use std::sync::Arc;

/// A connection rule. In its expressions `Index(End(Pre))` and `Index(End(Post))` are `i` and `j`, and variables of both
/// ends have their values after `init`.
#[derive(Debug, Clone)]
pub struct ConnectRule {
    /// All of it.
    pub span: Span,
    /// Which pairs are considered.
    pub pairs: Pairs,
    /// Of the pairs, those for which this boolean holds.
    pub condition: Option<ExprId>,
    /// Of those, each with this probability; a float.
    pub probability: Option<ExprId>,
    /// How many synapses each pair gets; an integer.
    pub multiplicity: Option<ExprId>,
    /// The integer variable of the synapses that numbers them within their pair (`as k`).
    pub multiplicity_index: Option<VariableId>,
    /// No pair twice.
    pub unique: bool,
    /// Indices outside the group are left out instead of being an error.
    pub skip_if_invalid: bool,
}

/// The pairs that a rule considers. The numbers are integers.
#[derive(Debug, Clone, PartialEq)]
pub enum Pairs {
    /// Every pair.
    All,
    /// `j = expr` (`Post`): for each source this target; `i = expr` (`Pre`): for each target this source.
    Function(End, ExprId),
    /// That many random sources for each target.
    Indegree(ExprId),
    /// That many random targets for each source.
    Outdegree(ExprId),
    /// That many random pairs.
    Total(ExprId),
    /// `j = expr for k in …`: for each element of the other end, those that a generator gives.
    Generated(Box<Generated>),
    /// `pairs […]`, `file "…"`: these, in this order.
    Listed(Arc<Listed>),
}

/// A rule with a generator. In its value, and in the condition, probability and multiplicity of its rule, the running
/// name is `Local(LocalId(0))`.
#[derive(Debug, Clone, PartialEq)]
pub struct Generated {
    /// Whose index is given: `Post` for `j = …`.
    pub end: End,
    /// The index.
    pub value: ExprId,
    /// The running name.
    pub running: Arc<str>,
    /// What it runs over.
    pub over: Over,
}

/// What a running name runs over; the expressions are integers that may depend on the other end.
#[derive(Debug, Clone, PartialEq)]
pub enum Over {
    /// `range(…)`.
    Range(Range),
    /// `sample(…, size = n)`: so many of a range, none twice.
    SampleOfSize(Range, ExprId),
    /// `sample(…, p = x)`: each of a range with this probability; a float.
    SampleWithProbability(Range, ExprId),
    /// The elements of an array.
    Values(Arc<[i64]>),
}

/// `start, start + step, …`, as long as `stop` is not reached.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The first.
    pub start: ExprId,
    /// The end, which is left out.
    pub stop: ExprId,
    /// The distance.
    pub step: ExprId,
}

/// Pairs that are given one by one.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Source and target of each.
    pub pairs: Vec<[i64; 2]>,
    /// Variables of the synapses, with a value for each pair.
    pub values: Vec<(VariableId, Values)>,
    /// The delays of the pathway `pre`, in seconds.
    pub delays: Option<Vec<f64>>,
}
