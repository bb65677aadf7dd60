//! Names that a model cannot give to anything.

use crate::hir::{Function, Random, Reduction};
use crate::syntax::ast::End;
use crate::units;
use std::f64::consts;

/// What a name means everywhere, so that nothing else can bear it; `None` if it is free.
pub(crate) fn reserved(name: &str) -> Option<String> {
    const QUANTITIES: &[(&str, &str)] = &[
        ("t", "the time"),
        ("t_in_timesteps", "the number of the time step"),
        ("i", "the index of a neuron, or of a synapse's source"),
        ("j", "the index of a synapse's target"),
        ("xi", "noise"),
        ("lastspike", "the time of a neuron's last spike"),
        ("not_refractory", "true while a neuron is not refractory"),
        ("N_pre", "the number of sources of synapses"),
        ("N_post", "the number of targets of synapses"),
        ("N_incoming", "the number of synapses of the same target"),
        ("N_outgoing", "the number of synapses of the same source"),
    ];
    const WORDS: &str = "as at and else every for if in is not of or until with";
    if let Some((_, meaning)) = QUANTITIES.iter().find(|(n, _)| *n == name) {
        return Some((*meaning).to_string());
    }
    if name.starts_with("xi_") {
        return Some("noise".to_string());
    }
    if matches!(name, "dt" | "seed" | "wiring_seed") {
        return Some("a setting of the whole file".to_string());
    }
    if units::is_reserved(name) {
        return Some("a unit".to_string());
    }
    if constant(name).is_some() || truth(name).is_some() {
        return Some("a constant of the language".to_string());
    }
    if function(name).is_some() {
        return Some("a function of the language".to_string());
    }
    WORDS.split(' ').any(|word| word == name).then(|| "a word of the language".to_string())
}

/// `True`, `true`, `False`, `false`.
pub(crate) fn truth(name: &str) -> Option<bool> {
    match name {
        "True" | "true" => Some(true),
        "False" | "false" => Some(false),
        _ => None,
    }
}

/// A constant of the language: value in SI, and the unit that it is in.
pub(crate) fn constant(name: &str) -> Option<(f64, units::Unit)> {
    let unit = |above: &str, below: &[&str]| {
        let named = |name: &&str| units::after_number(name);
        let above = if above == "1" { Some(units::Unit::ONE) } else { units::after_number(above) };
        below.iter().try_fold(above?, |unit, name| unit.over(named(name)?))
    };
    let (value, unit) = match name {
        "pi" => (consts::PI, unit("1", &[])),
        "e" => (consts::E, unit("1", &[])),
        "inf" => (f64::INFINITY, unit("1", &[])),
        // The values that define the SI, and their products.
        "elementary_charge" => (1.602_176_634e-19, unit("C", &[])),
        "avogadro_constant" => (6.022_140_76e23, unit("1", &["mol"])),
        "boltzmann_constant" => (1.380_649e-23, unit("J", &["K"])),
        "faraday_constant" => (96_485.332_123_310_01, unit("C", &["mol"])),
        "gas_constant" => (8.314_462_618_153_24, unit("J", &["K", "mol"])),
        "zero_celsius" => (273.15, unit("K", &[])),
        _ => return None,
    };
    Some((value, unit?))
}

/// The functions of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Builtin {
    /// Of a dimensionless number: `exp`.
    Dimensionless(Function),
    /// `sqrt`.
    Root,
    /// `abs`, `floor`, `ceil`, `round`: the dimension stays.
    Keeping(Function),
    /// `sign`.
    Sign,
    /// `clip(x, lo, hi)`.
    Clip,
    /// `min(…)`.
    Min,
    /// `max(…)`.
    Max,
    /// `where(c, x, y)`.
    Where,
    /// `int(x)`.
    Int,
    /// `timestep(t, dt)`.
    Timestep,
    /// `rand()`, `randn()`, `poisson(lambda)`, `binomial(n, p)`.
    Random(Random),
    /// `sum(e for k in range(a, b))`.
    Sum,
    /// `load("f.npy")`.
    Load,
    /// `linspace(a, b, n)`.
    Linspace,
    /// `range(a, b)`.
    Range,
    /// `mean_incoming(e)`, `sum_incoming(e)`, `mean_outgoing(e)`, `sum_outgoing(e)`.
    Reduction(Reduction),
    /// `sample(a, b, size = n)`, which only a generator runs over.
    Sample,
}

/// The names of the functions, for suggestions.
pub(crate) const FUNCTIONS: &str = "exp expm1 exprel log log10 log1p sqrt sin cos tan arcsin arccos arctan sinh cosh tanh \
                                    abs sign floor ceil round clip min max where int timestep rand randn poisson binomial sum load linspace range \
                                    mean_incoming sum_incoming mean_outgoing sum_outgoing";

/// The function of that name.
pub(crate) fn function(name: &str) -> Option<Builtin> {
    Some(match name {
        "exp" => Builtin::Dimensionless(Function::Exp),
        "expm1" => Builtin::Dimensionless(Function::Expm1),
        "exprel" => Builtin::Dimensionless(Function::Exprel),
        "log" => Builtin::Dimensionless(Function::Log),
        "log10" => Builtin::Dimensionless(Function::Log10),
        "log1p" => Builtin::Dimensionless(Function::Log1p),
        "sin" => Builtin::Dimensionless(Function::Sin),
        "cos" => Builtin::Dimensionless(Function::Cos),
        "tan" => Builtin::Dimensionless(Function::Tan),
        "arcsin" => Builtin::Dimensionless(Function::Arcsin),
        "arccos" => Builtin::Dimensionless(Function::Arccos),
        "arctan" => Builtin::Dimensionless(Function::Arctan),
        "sinh" => Builtin::Dimensionless(Function::Sinh),
        "cosh" => Builtin::Dimensionless(Function::Cosh),
        "tanh" => Builtin::Dimensionless(Function::Tanh),
        "sqrt" => Builtin::Root,
        "abs" => Builtin::Keeping(Function::Abs),
        "floor" => Builtin::Keeping(Function::Floor),
        "ceil" => Builtin::Keeping(Function::Ceil),
        "round" => Builtin::Keeping(Function::Round),
        "sign" => Builtin::Sign,
        "clip" => Builtin::Clip,
        "min" => Builtin::Min,
        "max" => Builtin::Max,
        "where" => Builtin::Where,
        "int" => Builtin::Int,
        "timestep" => Builtin::Timestep,
        "rand" => Builtin::Random(Random::Uniform),
        "randn" => Builtin::Random(Random::Normal),
        "poisson" => Builtin::Random(Random::Poisson),
        "binomial" => Builtin::Random(Random::Binomial),
        "sum" => Builtin::Sum,
        "load" => Builtin::Load,
        "linspace" => Builtin::Linspace,
        "range" => Builtin::Range,
        "sample" => Builtin::Sample,
        "mean_incoming" => Builtin::Reduction(Reduction { end: End::Post, mean: true }),
        "sum_incoming" => Builtin::Reduction(Reduction { end: End::Post, mean: false }),
        "mean_outgoing" => Builtin::Reduction(Reduction { end: End::Pre, mean: true }),
        "sum_outgoing" => Builtin::Reduction(Reduction { end: End::Pre, mean: false }),
        _ => return None,
    })
}
