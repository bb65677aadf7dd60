//! The sections of blocks.

use crate::editor::names::BodyKind;

/// A section of a block.
#[derive(Debug)]
pub(in crate::editor) struct Section {
    /// Its name.
    pub(in crate::editor) name: &'static str,
    /// The blocks that have it.
    pub(in crate::editor) of: &'static [BodyKind],
    /// Whether it may stand only once in a block.
    pub(in crate::editor) once: bool,
    /// What it says.
    pub(in crate::editor) about: &'static str,
    /// Its text, with places to fill in.
    pub(in crate::editor) snippet: &'static str,
}

/// The section of that name in that kind of block.
pub(in crate::editor) fn section(name: &str, of: BodyKind) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.name == name && section.of.contains(&of))
}

use BodyKind::{Neurons, Poisson, PoissonInput, Spikes, Synapses};

const fn once(
    name: &'static str,
    of: &'static [BodyKind],
    snippet: &'static str,
    about: &'static str,
) -> Section {
    Section { name, of, once: true, about, snippet }
}

const fn many(
    name: &'static str,
    of: &'static [BodyKind],
    snippet: &'static str,
    about: &'static str,
) -> Section {
    Section { name, of, once: false, about, snippet }
}

/// All sections.
pub(in crate::editor) const SECTIONS: &[Section] = &[
    once(
        "threshold",
        &[Neurons],
        "threshold: ${1:v} > ${2:Vt}",
        "A neuron spikes if this condition holds after the state update, and it is not refractory.",
    ),
    once(
        "reset",
        &[Neurons],
        "reset: ${1:v} = ${2:Vr}",
        "What is carried out for the neurons that spiked, after the effects of synapses in that step.",
    ),
    once(
        "refractory",
        &[Neurons],
        "refractory: ${1:2 ms}",
        "How long a neuron rests after a spike: a time, or a condition for as long as it stays true.",
    ),
    many(
        "event",
        &[Neurons],
        "event ${1:name}: ${2:condition}",
        "A custom event happens at a neuron if this condition holds.",
    ),
    many(
        "on_event",
        &[Neurons],
        "on_event ${1:name}: ${2:statements}",
        "What is carried out for the neurons at which the event happened.",
    ),
    once(
        "rate",
        &[Poisson, PoissonInput],
        "rate: ${1:15 Hz}",
        "The rate of the spikes; it may depend on `i` and `t`.",
    ),
    once("n", &[PoissonInput], "n: ${1:100}", "How many Poisson trains each neuron gets; a constant."),
    once(
        "weight",
        &[PoissonInput],
        "weight: ${1:0.1 mV}",
        "What each spike of the trains adds; in the unit of the target variable.",
    ),
    many(
        "connect",
        &[Synapses],
        "connect: ${1:i != j, p = 0.1}",
        "A rule that makes synapses: conditions, a probability, a degree, pairs.",
    ),
    many(
        "on_pre",
        &[Synapses],
        "on_pre: ${1:v_post} += ${2:w}",
        "What a spike of the source does at each of its synapses, after their delay.",
    ),
    many(
        "on_post",
        &[Synapses],
        "on_post: ${1:statements}",
        "What a spike of the target does at each of its synapses.",
    ),
    many(
        "delay",
        &[Synapses],
        "delay: ${1:1 ms}",
        "The delay of the pathway `pre`, or of the one that is named; constant, or for each synapse.",
    ),
    many(
        "order",
        &[Synapses],
        "order ${1:post}: ${2:-1}",
        "Which pathway comes first if several are due in one step: the one with the smaller number.",
    ),
    once(
        "init",
        &[Neurons, Poisson, Synapses],
        "init: ${1:v} = ${2:0}",
        "The initial values, once, in the order written; all variables are 0 otherwise.",
    ),
    many(
        "every",
        &[Neurons, Poisson, Synapses],
        "every ${1:10 ms}: ${2:statements}",
        "What is carried out each time that this period has passed, from t = 0 on.",
    ),
    many(
        "at",
        &[Neurons, Poisson, Synapses],
        "at [${1:100 ms}]: ${2:statements}",
        "What is carried out once at each of these times.",
    ),
    once("at", &[Spikes], "at: [(${1:0}, ${2:1 ms})]", "The spikes: index and time of each, in any order."),
    once(
        "file",
        &[Spikes],
        "file: \"${1:spikes.npz}\"",
        "The spikes from a file with the arrays `i` and `t` (seconds).",
    ),
    once(
        "period",
        &[Spikes],
        "period: ${1:100 ms}",
        "Repeats the spikes, again and again; longer than the time of each.",
    ),
    once(
        "method",
        &[Neurons, Synapses],
        "method: ${1:euler}",
        "How the equations are integrated; chosen by their form if it is left out.",
    ),
    once(
        "tolerance",
        &[Neurons, Synapses],
        "tolerance: ${1:1e-6}",
        "The error that the method `rkf45` allows in one substep.",
    ),
    once(
        "dt",
        &[Neurons, Poisson, Spikes, Synapses],
        "dt: ${1:1 ms}",
        "A clock of its own: the time step of this block.",
    ),
];
