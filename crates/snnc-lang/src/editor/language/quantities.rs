//! The quantities that exist in blocks, and the constants of the language.

use crate::units::{self, Dimension, Ratio};

/// A quantity of blocks.
#[derive(Debug)]
pub(in crate::editor) struct Quantity {
    /// Its name.
    pub(in crate::editor) name: &'static str,
    /// What it is.
    pub(in crate::editor) about: &'static str,
    /// Its unit; `1` for whole numbers and conditions.
    unit: &'static str,
    /// Whether it is a condition.
    pub(in crate::editor) condition: bool,
}

/// A constant of the language.
#[derive(Debug)]
pub(in crate::editor) struct Constant {
    /// Its name.
    pub(in crate::editor) name: &'static str,
    /// What it is.
    pub(in crate::editor) about: &'static str,
    /// Its unit: what stands above the fraction line, and what below.
    unit: (&'static str, &'static [&'static str]),
    /// Whether it is a condition.
    pub(in crate::editor) condition: bool,
}

fn power(unit: &str) -> Option<Dimension> {
    match unit {
        "1" => Some(Dimension::ONE),
        "xi" => Dimension::TIME.power(Ratio::new(-1, 2)?),
        unit => units::after_number(unit).map(|unit| unit.dimension),
    }
}

impl Quantity {
    /// Its dimension.
    pub(in crate::editor) fn dimension(&self) -> Option<Dimension> {
        power(self.unit)
    }
}

impl Constant {
    /// Its dimension.
    pub(in crate::editor) fn dimension(&self) -> Option<Dimension> {
        let (above, below) = self.unit;
        below.iter().try_fold(power(above)?, |dimension, unit| dimension.over(power(unit)?))
    }
}

/// The quantity of that name.
pub(in crate::editor) fn quantity(name: &str) -> Option<&'static Quantity> {
    let name = if name.starts_with("xi_") { "xi" } else { name };
    QUANTITIES.iter().find(|it| it.name == name)
}

/// The constant of that name.
pub(in crate::editor) fn constant(name: &str) -> Option<&'static Constant> {
    CONSTANTS.iter().find(|it| it.name == name)
}

const fn time(name: &'static str, about: &'static str) -> Quantity {
    Quantity { name, about, unit: "s", condition: false }
}

const fn whole(name: &'static str, about: &'static str) -> Quantity {
    Quantity { name, about, unit: "1", condition: false }
}

const fn condition(name: &'static str, about: &'static str) -> Quantity {
    Quantity { name, about, unit: "1", condition: true }
}

/// All quantities of blocks.
pub(in crate::editor) const QUANTITIES: &[Quantity] = &[
    time("t", "The time."),
    time("dt", "The time step."),
    whole("t_in_timesteps", "The number of the time step."),
    whole("i", "The index of the neuron, from 0; in synapses that of the source."),
    whole("j", "The index of the target of the synapse, from 0."),
    whole("N", "The number of neurons of the block, or of its synapses."),
    whole("N_pre", "The number of sources."),
    whole("N_post", "The number of targets."),
    whole("N_incoming", "The number of synapses with the same target."),
    whole("N_outgoing", "The number of synapses with the same source."),
    whole("index", "The number of the synapse."),
    time("lastspike", "The time of the neuron's last spike; -10000 s before the first."),
    time("lastspike_pre", "The time of the source's last spike."),
    time("lastspike_post", "The time of the target's last spike."),
    time("lastupdate", "The time of the synapse's last event; 0 before the first."),
    condition("not_refractory", "Whether the neuron is not refractory."),
    condition("not_refractory_pre", "Whether the source is not refractory."),
    condition("not_refractory_post", "Whether the target is not refractory."),
    Quantity {
        name: "xi",
        about: "White noise, in `second**-0.5`; each neuron has its own. Several noises have names: `xi_a`, `xi_b`.",
        unit: "xi",
        condition: false,
    },
];

/// All constants of the language.
pub(in crate::editor) const CONSTANTS: &[Constant] = &[
    Constant {
        name: "pi",
        about: "The circle's circumference over its diameter.",
        unit: ("1", &[]),
        condition: false,
    },
    Constant { name: "e", about: "The base of the natural logarithm.", unit: ("1", &[]), condition: false },
    Constant { name: "inf", about: "Infinity, in any unit.", unit: ("1", &[]), condition: false },
    Constant { name: "True", about: "The condition that always holds.", unit: ("1", &[]), condition: true },
    Constant { name: "False", about: "The condition that never holds.", unit: ("1", &[]), condition: true },
    Constant { name: "true", about: "The same as `True`.", unit: ("1", &[]), condition: true },
    Constant { name: "false", about: "The same as `False`.", unit: ("1", &[]), condition: true },
    Constant {
        name: "elementary_charge",
        about: "The charge of the proton, 1.602176634e-19 C.",
        unit: ("C", &[]),
        condition: false,
    },
    Constant {
        name: "avogadro_constant",
        about: "The number of particles in a mole, 6.02214076e23/mol.",
        unit: ("1", &["mol"]),
        condition: false,
    },
    Constant {
        name: "boltzmann_constant",
        about: "1.380649e-23 J/K.",
        unit: ("J", &["K"]),
        condition: false,
    },
    Constant {
        name: "faraday_constant",
        about: "The charge of a mole of protons, 96485.332 C/mol.",
        unit: ("C", &["mol"]),
        condition: false,
    },
    Constant {
        name: "gas_constant",
        about: "8.314462618 J/(K mol).",
        unit: ("J", &["K", "mol"]),
        condition: false,
    },
    Constant {
        name: "zero_celsius",
        about: "0 °C as a temperature, 273.15 K.",
        unit: ("K", &[]),
        condition: false,
    },
];
