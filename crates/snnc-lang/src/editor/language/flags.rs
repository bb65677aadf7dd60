//! The flags of equations.

use crate::editor::names::BodyKind;

/// The kinds of equations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::editor) enum Of {
    /// `dx/dt = expr`.
    Differential,
    /// `x = expr`.
    Subexpression,
    /// `x : unit`.
    Parameter,
}

/// A flag: its words, the equations that it can stand at, whether in neurons and sources, whether in synapses, and what it
/// says.
pub(in crate::editor) type Flag = (&'static str, Of, [bool; 2], &'static str);

const UNLESS_REFRACTORY: &str =
    "While its neuron is refractory, the variable is neither integrated nor written by synapses.";
const SHARED: &str = "One value for the whole group.";
const LINKED: &str = "A name for the variable of another group: `x = other.y : unit (linked)`.";
const HELD: &str = "Computed once at the start of each step; it may draw random numbers.";

/// All of them.
pub(in crate::editor) const FLAGS: &[Flag] = &[
    ("unless refractory", Of::Differential, [true, false], UNLESS_REFRACTORY),
    ("shared", Of::Differential, [true, false], SHARED),
    (
        "event-driven",
        Of::Differential,
        [false, true],
        "Integrated only at the spikes that reach the synapse, in closed form; the equation must be linear.",
    ),
    ("clock-driven", Of::Differential, [false, true], "Integrated in each step."),
    ("constant over dt", Of::Subexpression, [true, true], HELD),
    ("shared", Of::Subexpression, [true, true], SHARED),
    ("linked", Of::Subexpression, [true, true], LINKED),
    (
        "summed",
        Of::Subexpression,
        [false, true],
        "The sum over the synapses of each neuron: `x_post = expr : unit (summed)`.",
    ),
    ("constant", Of::Parameter, [true, true], "Only `init` writes it."),
    ("shared", Of::Parameter, [true, true], SHARED),
];

/// What a flag says at an equation of that kind.
pub(in crate::editor) fn flag(words: &str, of: Of, kind: BodyKind) -> Option<&'static Flag> {
    let synapses = usize::from(kind == BodyKind::Synapses);
    FLAGS.iter().find(|(known, at, fits, _)| *known == words && *at == of && fits[synapses])
}
