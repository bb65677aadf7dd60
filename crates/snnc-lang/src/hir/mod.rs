//! The checked model: every name resolved, every dimension known, every constant evaluated.
//!
//! All numbers are SI values. Subexpressions stay variables; functions of the file are inlined. A [`Model`] exists only
//! for a file without errors, so that later phases never meet a wrong one.

mod arrays;
mod blocks;
mod connect;
mod expr;
mod method;
mod print;
mod protocol;
mod selection;

pub use arrays::*;
pub use blocks::*;
pub use connect::*;
pub use expr::*;
pub use method::Method;
pub use protocol::*;
pub use selection::*;

use crate::source::Span;
use crate::units::Dimension;
use std::fmt;
use std::sync::Arc;

/// A whole checked file.
#[derive(Debug, Clone)]
pub struct Model {
    /// All expressions; children come before their parents.
    pub exprs: Exprs,
    /// The settings in effect.
    pub settings: Settings,
    /// The constants, in file order; then the parameters of models, as `BLOCK.PARAMETER`.
    pub constants: Vec<Constant>,
    /// The timed arrays, in file order.
    pub timed_arrays: Vec<TimedArray>,
    /// Populations and Poisson sources, in file order.
    pub groups: Vec<Group>,
    /// Parts of them that have a name, in file order.
    pub subgroups: Vec<Subgroup>,
    /// Synapses, in file order.
    pub synapses: Vec<SynapseGroup>,
    /// Poisson inputs, in file order.
    pub inputs: Vec<PoissonInput>,
    /// Monitors, in file order.
    pub monitors: Vec<Monitor>,
    /// What is carried out, in order.
    pub protocol: Vec<Protocol>,
    /// The model with other constants, as it is after each [`Protocol::Set`] in turn, and what is carried out then; without
    /// stages of their own.
    pub stages: Vec<Model>,
}

/// `dt`, `seed` and `wiring_seed`.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The time step in seconds.
    pub dt: f64,
    /// The seed of every random stream.
    pub seed: u64,
    /// The seed of connections and `init`; the seed, if it is not given.
    pub wiring_seed: Option<u64>,
}

/// A value known before the simulation; floats in SI.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A float.
    Float(f64),
    /// An integer.
    Integer(i64),
    /// A truth value.
    Boolean(bool),
}

impl Value {
    /// Its type.
    pub fn ty(self) -> Type {
        match self {
            Value::Float(_) => Type::Float,
            Value::Integer(_) => Type::Integer,
            Value::Boolean(_) => Type::Boolean,
        }
    }
}

/// A constant of the file, evaluated.
#[derive(Debug, Clone)]
pub struct Constant {
    /// Its name.
    pub name: Arc<str>,
    /// Where it is defined.
    pub span: Span,
    /// Its value.
    pub value: Value,
    /// Its dimension.
    pub dimension: Dimension,
    /// How to show it.
    pub unit: DisplayUnit,
    /// Whether it is the value of a loop of the protocol in one of its rounds.
    pub of_loop: bool,
}

/// The unit in which a variable or constant is shown: `value_in_unit = si_value / scale`.
#[derive(Debug, Clone, PartialEq)]
pub struct DisplayUnit {
    /// As written: `mV`, `siemens/cm2`; `1` if dimensionless.
    pub text: Arc<str>,
    /// Its size in SI.
    pub scale: f64,
}

/// A monitor.
#[derive(Debug, Clone)]
pub struct Monitor {
    /// Its name, given or default: also the name of its archive.
    pub name: Arc<str>,
    /// All of it.
    pub span: Span,
    /// What is recorded.
    pub kind: MonitorKind,
    /// The slot in which it samples.
    pub slot: Slot,
}

/// The kinds of monitors.
#[derive(Debug, Clone)]
pub enum MonitorKind {
    /// Times and indices of spikes or custom events, and values at each.
    Spikes {
        /// Of whom; indices count within it.
        of: Population,
        /// Of spikes, or of which event.
        trigger: Trigger,
        /// Which of them; a list ascends.
        only: Selection,
        /// Variables recorded at each spike, before the reset.
        with: Vec<VariableId>,
    },
    /// The number of spikes of each neuron.
    Count {
        /// Of whom; indices count within it.
        of: Population,
        /// Which of them; a list ascends.
        only: Selection,
    },
    /// Traces of variables of a group.
    States {
        /// Of whom; indices count within it.
        of: Population,
        /// Variables, subexpressions included.
        variables: Vec<VariableId>,
        /// Which of them.
        only: Selection,
        /// The sampling period in seconds; `None`: every step.
        every: Option<f64>,
    },
    /// Traces of variables of synapses.
    SynapseStates {
        /// Of which.
        of: SynapseGroupId,
        /// Variables, subexpressions included.
        variables: Vec<VariableId>,
        /// Which of them, by number; whether they exist is known when the network is built.
        only: Selection,
        /// The sampling period in seconds; `None`: every step.
        every: Option<f64>,
    },
    /// The population rate.
    Rate {
        /// Of whom.
        of: Population,
        /// Which of them; a list ascends.
        only: Selection,
        /// The width of a bin in seconds; `None`: one step.
        bin: Option<f64>,
    },
}

/// The slots of a step (section 9 of the language page), in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlotBase {
    /// State monitors.
    Start,
    /// State updates.
    Groups,
    /// Spikes are found.
    Thresholds,
    /// Spikes are delivered.
    Synapses,
    /// Resets.
    Resets,
    /// Rate monitors.
    End,
}

/// A slot, or just before or after one; ordered as in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// Which.
    pub base: SlotBase,
    /// Before, in, after.
    pub side: Side,
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.side {
            Side::Before => "before_",
            Side::At => "",
            Side::After => "after_",
        })?;
        f.write_str(match self.base {
            SlotBase::Start => "start",
            SlotBase::Groups => "groups",
            SlotBase::Thresholds => "thresholds",
            SlotBase::Synapses => "synapses",
            SlotBase::Resets => "resets",
            SlotBase::End => "end",
        })
    }
}

/// Where relative to a slot's own work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// `before_SLOT`
    Before,
    /// `SLOT`
    At,
    /// `after_SLOT`
    After,
}
