//! Groups, synapses and the code in them.

use super::{ConnectRule, DisplayUnit, ExprId, Method, Place, Slot, Type};
use crate::source::Span;
use crate::syntax::ast::End;
use crate::units::Dimension;
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// As an index into its table.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// Of [`Model::constants`](super::Model::constants).
    ConstantId,
    /// Of the arrays of [`Exprs`](super::Exprs).
    ArrayId,
    /// Of [`Model::timed_arrays`](super::Model::timed_arrays).
    TimedArrayId,
    /// Of [`Model::groups`](super::Model::groups).
    GroupId,
    /// Of [`Model::synapses`](super::Model::synapses).
    SynapseGroupId,
    /// Of the variables of one block.
    VariableId,
    /// Of the local names of one [`Code`].
    LocalId,
    /// Of [`Group::noises`].
    NoiseId,
    /// Of [`Until::reductions`](super::Until::reductions).
    ReducedId
}

/// A population or Poisson source.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its name.
    pub name: Arc<str>,
    /// Where it is declared: the name.
    pub span: Span,
    /// How many elements.
    pub size: u32,
    /// The time step of its clock in seconds: the model's, or its own.
    pub dt: f64,
    /// Neurons or Poisson source.
    pub kind: GroupKind,
    /// Its variables, in the order written.
    pub variables: Vec<Variable>,
    /// The noises that occur in its equations: `xi`, `xi_a`, ….
    pub noises: Vec<Arc<str>>,
    /// Initial values.
    pub init: Code,
    /// What is done at certain times, in the order written.
    pub timed: Vec<Timed>,
}

/// What makes the elements of a group spike.
#[derive(Debug, Clone)]
pub enum GroupKind {
    /// Equations and a threshold.
    Neurons {
        /// A boolean.
        threshold: Option<ExprId>,
        /// After a spike.
        reset: Code,
        /// How long a neuron is refractory.
        refractory: Option<Refractory>,
        /// Custom events, in the order written.
        events: Vec<Event>,
        /// The method that was asked for.
        method: Option<(Method, Span)>,
        /// The error that `rkf45` allows.
        tolerance: f64,
    },
    /// Spikes with probability `rate*dt` in each step.
    Poisson {
        /// In hertz.
        rate: ExprId,
    },
    /// Given spikes.
    Spikes(GivenSpikes),
}

/// Spikes that a model gives, in steps of the source's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenSpikes {
    /// The step and the element of each, ascending; no two are the same.
    pub spikes: Vec<(u64, u32)>,
    /// After how many steps they are repeated: more than the step of the last.
    pub period: Option<u64>,
}

/// How long a neuron is refractory after a spike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refractory {
    /// A time in seconds.
    Period(ExprId),
    /// As long as this boolean stays true, from the step after the spike on.
    Condition(ExprId),
}

/// A custom event.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its name.
    pub name: Arc<str>,
    /// Where it is declared: the name.
    pub span: Span,
    /// It happens where this boolean holds, tested after the thresholds.
    pub condition: ExprId,
    /// What is done at it, after the resets.
    pub code: Code,
}

/// What makes a pathway deliver or a monitor record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Trigger {
    /// A spike.
    #[default]
    Spike,
    /// The custom event of that number.
    Event(u32),
}

/// What many Poisson trains bring to each neuron, in every step after the spikes that are delivered.
#[derive(Debug, Clone)]
pub struct PoissonInput {
    /// Its name.
    pub name: Arc<str>,
    /// Where it is declared: the name.
    pub span: Span,
    /// Who gets it.
    pub of: Population,
    /// Adds it to a variable. It is not written in neurons in which it is `unless refractory`.
    pub statement: Statement,
}

/// A variable of a block.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Its name.
    pub name: Arc<str>,
    /// Where it is declared: the name.
    pub span: Span,
    /// Its type.
    pub ty: Type,
    /// Its dimension.
    pub dimension: Dimension,
    /// How it is shown.
    pub unit: DisplayUnit,
    /// Whether all elements of the block share one value.
    pub shared: bool,
    /// What gives its value.
    pub kind: VariableKind,
}

/// When a differential equation is integrated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drive {
    /// In each step; of synapses, nothing is said.
    Step,
    /// In each step, as is said: `clock-driven`.
    Clock,
    /// At the events of its synapse, over all the time since the one before: `event-driven`.
    Event,
}

/// What gives a variable its value.
#[derive(Debug, Clone)]
pub enum VariableKind {
    /// A differential equation.
    Differential {
        /// The right side, in the variable's unit per second.
        rhs: ExprId,
        /// Neither integrated nor written by synapses in refractory neurons.
        unless_refractory: bool,
        /// When it is integrated.
        drive: Drive,
    },
    /// An expression, evaluated where it is used.
    Subexpression(ExprId),
    /// An expression that is evaluated at the start of each step and held until the next.
    Held(ExprId),
    /// The value of another group's.
    Linked(Link),
    /// A stored value.
    Parameter {
        /// Never written after `init` but by the protocol.
        constant: bool,
    },
}

/// What a linked variable reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Link {
    /// The other group.
    pub group: GroupId,
    /// What of it; in a checked model it has memory.
    pub source: LinkSource,
    /// Of which element.
    pub index: LinkIndex,
}

/// What of a group is read by a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkSource {
    /// A variable.
    Variable(VariableId),
    /// The time of the last spike.
    LastSpike,
    /// Whether it is not refractory.
    NotRefractory,
}

/// The element that a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkIndex {
    /// From element `k` to element `first + k`.
    OneToOne {
        /// Where the first leads to.
        first: u32,
    },
    /// The same for all.
    Element(u32),
    /// The one that is computed.
    At {
        /// An integer, at this expression of the block; a negative one counts from the end.
        index: ExprId,
        /// The first element of the part that it counts in.
        first: u32,
        /// How many that part has.
        size: u32,
    },
}

/// Statements and their local names.
#[derive(Debug, Clone, Default)]
pub struct Code {
    /// In order.
    pub statements: Vec<Statement>,
    /// The local names that they define.
    pub locals: Vec<Local>,
}

/// A local name.
#[derive(Debug, Clone)]
pub struct Local {
    /// The name.
    pub name: Arc<str>,
    /// Its type.
    pub ty: Type,
}

/// Statements that are carried out at certain times, for all elements of a block. They do not write the `unless refractory`
/// variables of refractory neurons.
#[derive(Debug, Clone)]
pub struct Timed {
    /// The keyword.
    pub span: Span,
    /// The place of the block among the items of the file.
    pub position: u32,
    /// When.
    pub when: When,
    /// In which slot of the step.
    pub slot: Slot,
    /// What is done.
    pub code: Code,
}

/// Steps of a block's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// `every T`: those whose number is a multiple of this one, which is at least 1.
    Every(u64),
    /// `at [T1, T2]`: these, ascending.
    At(Vec<u64>),
}

/// An assignment; `x += e` is `x = x + e`.
#[derive(Debug, Clone)]
pub struct Statement {
    /// What is written.
    pub target: Target,
    /// The new value, of the target's type.
    pub value: ExprId,
    /// All of it.
    pub span: Span,
}

/// What a statement writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A variable; in synapses also of an end.
    Variable(Place, VariableId),
    /// A local name.
    Local(LocalId),
}

/// A contiguous part of a group, as written at its place of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Population {
    /// The group.
    pub group: GroupId,
    /// Its first element.
    pub start: u32,
    /// One past its last element.
    pub end: u32,
}

impl Population {
    /// How many elements.
    pub fn size(self) -> u32 {
        self.end - self.start
    }
}

/// A part of a group that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subgroup {
    /// Its name.
    pub name: Arc<str>,
    /// The part.
    pub of: Population,
}

/// What is at an end of synapses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// Neurons, or elements of a source.
    Population(Population),
    /// Other synapses, all of them; their numbers are the indices.
    Synapses(SynapseGroupId),
}

impl Endpoint {
    /// The population, if it is one.
    pub fn population(self) -> Option<Population> {
        match self {
            Endpoint::Population(population) => Some(population),
            Endpoint::Synapses(_) => None,
        }
    }
}

/// Synapses from one end to another.
#[derive(Debug, Clone)]
pub struct SynapseGroup {
    /// Their name.
    pub name: Arc<str>,
    /// Where they are declared: the name.
    pub span: Span,
    /// The presynaptic end.
    pub source: Endpoint,
    /// The postsynaptic end.
    pub target: Endpoint,
    /// The time step of their clock in seconds: the model's, or their own. Pathways follow the clock of those that spike.
    pub dt: f64,
    /// Their own variables.
    pub variables: Vec<Variable>,
    /// The noises that occur in their equations.
    pub noises: Vec<Arc<str>>,
    /// The sums that are variables of their ends.
    pub sums: Vec<Sum>,
    /// The method that was asked for.
    pub method: Option<(Method, Span)>,
    /// The error that `rkf45` allows.
    pub tolerance: f64,
    /// The connection rules, in order.
    pub rules: Vec<ConnectRule>,
    /// What is done at spikes, in the order written.
    pub pathways: Vec<Pathway>,
    /// Initial values.
    pub init: Code,
    /// What is done at certain times, in the order written.
    pub timed: Vec<Timed>,
}

/// A variable of an end that is the sum over the synapses of each element: `x_post = expr (summed)`.
#[derive(Debug, Clone)]
pub struct Sum {
    /// Where it is declared: the name.
    pub span: Span,
    /// Whose variable.
    pub end: End,
    /// Which: a parameter, a float or an integer.
    pub variable: VariableId,
    /// What is summed, of the variable's type.
    pub value: ExprId,
}

/// What is done at the spikes of one end, after a delay.
#[derive(Debug, Clone)]
pub struct Pathway {
    /// `pre`, `post`, or the name given.
    pub name: Arc<str>,
    /// The keyword and name.
    pub span: Span,
    /// Whose spikes.
    pub end: End,
    /// Or whose events.
    pub trigger: Trigger,
    /// What is done at each synapse.
    pub code: Code,
    /// When, after the spike.
    pub delay: Delay,
    /// Where the delay is given, if it is.
    pub delay_span: Option<Span>,
    /// Pathways of smaller order come first; `pre` before `post` and then as written among equals.
    pub order: i64,
}

/// The delay of a pathway.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Delay {
    /// In seconds, the same for all synapses, not negative.
    Constant(f64),
    /// Of each synapse, in seconds: a float, evaluated once, after connecting and before `init`.
    Each(ExprId),
}
