//! Names: unknown, taken, in the wrong place.

use super::{did_you_mean, one_of};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::spelling;
use crate::syntax::ast::Name;

const UNKNOWN: &str = "names::unknown";

/// Nothing has this name. `symbol` is the full name of the unit that it is a symbol of.
pub(in crate::check) fn unknown(name: &Name, similar: &[String], symbol: Option<&str>) -> Diagnostic {
    let text = &name.text;
    let diagnostic = Diagnostic::error(UNKNOWN, name.span, format!("nothing is called `{text}`"));
    if matches!(&**text, "celsius" | "degC") {
        return diagnostic.help(super::units::CELSIUS);
    }
    if let Some(unit) = symbol {
        return diagnostic
            .at("an ordinary name here, not a unit")
            .help(format!("`{text}` is a unit only directly after a number; elsewhere write `{unit}`"))
            .fix(format!("Write `{unit}`"), name.span, unit);
    }
    match &**text {
        "refractory" => {
            return diagnostic.help(
                "`not_refractory` holds where a neuron is not refractory: write it for `not refractory`",
            );
        }
        "None" | "null" | "nil" => {
            return diagnostic
                .help("there is no empty value: a variable always has a number, 0 at the beginning");
        }
        "nan" | "NaN" | "NAN" => return diagnostic.help("no value is given as not-a-number"),
        _ => {}
    }
    if similar.is_empty() {
        return diagnostic.help(format!("define it, such as `{text} = …` in the file, or correct it"));
    }
    did_you_mean(diagnostic, name.span, similar)
}

/// With a value of the dimension that the unknown name must have.
pub(in crate::check) fn defined_as(mut diagnostic: Diagnostic, name: &str, unit: &str) -> Diagnostic {
    diagnostic.help = vec![format!("define it, such as `{name} = 1 {unit}` in the file, or correct it")];
    diagnostic
}

/// What there is of the dimension that an unknown name must have.
pub(in crate::check) fn of_dimension(
    diagnostic: Diagnostic,
    wanted: crate::units::Dimension,
    names: &[String],
) -> Diagnostic {
    let quantity = crate::units::quantity(wanted);
    diagnostic.help(match names {
        [only] => format!("it must be {quantity} here, as `{only}` is"),
        _ => format!("it must be {quantity} here, as {} are", one_of(names).replace(" or ", " and ")),
    })
}

/// `p == 0.1` in a connection rule.
pub(in crate::check) fn key_of_rule(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(UNKNOWN, name.span, format!("nothing is called `{text}`"))
        .help(format!("in a rule, `{text}` is given with a single `=`, in a clause of its own: `{text} = …`"))
}

/// A group that there is not.
pub(in crate::check) fn unknown_group(name: &Name, similar: &[String]) -> Diagnostic {
    let text = &name.text;
    let diagnostic = Diagnostic::error(UNKNOWN, name.span, format!("there is no group called `{text}`"));
    if similar.is_empty() {
        return diagnostic
            .help(format!("declare it, such as `neurons {text}[100] {{ … }}`, or correct the name"));
    }
    did_you_mean(diagnostic, name.span, similar)
}

/// A variable that an end of synapses does not have.
pub(in crate::check) fn unknown_of_end(
    name: &Name,
    variable: &str,
    end: &str,
    similar: &[String],
) -> Diagnostic {
    let message = format!("the {end} of these synapses has no variable `{variable}`");
    did_you_mean(Diagnostic::error(UNKNOWN, name.span, message), name.span, similar)
}

/// Nothing that a function sees has this name.
pub(in crate::check) fn unknown_in_function(name: &Name, function: &Name, similar: &[String]) -> Diagnostic {
    let message = format!("nothing is called `{}`", name.text);
    let diagnostic = Diagnostic::error(UNKNOWN, name.span, message).help(format!(
        "`{}` sees its parameters and the names of the file, not those of a block",
        function.text
    ));
    did_you_mean(diagnostic, name.span, similar)
}

/// A function that there is not.
pub(in crate::check) fn unknown_function(name: &Name, similar: &[String]) -> Diagnostic {
    let message = format!("there is no function `{}`", name.text);
    let diagnostic = Diagnostic::error(UNKNOWN, name.span, message);
    if let Some(help) = of_brian(&name.text) {
        return diagnostic.help(help);
    }
    match similar {
        [operator] if operator == "**" => diagnostic.help("a power is written `x**y`"),
        [expression] if expression.contains('(') => {
            diagnostic.help(format!("write `{expression}`, which is 1 or 0"))
        }
        _ => did_you_mean(diagnostic, name.span, similar),
    }
}

/// What to write for a class of Brian's.
fn of_brian(name: &str) -> Option<&'static str> {
    Some(match name {
        "NeuronGroup" => {
            "a population is a block: `neurons cells[100] { dv/dt = -v/(10 ms) : 1; threshold: v > 1 }`"
        }
        "Synapses" => {
            "synapses are a block: `synapses exc: source -> target { connect: p = 0.1; on_pre: v += 1 }`"
        }
        "StateMonitor" => "traces are recorded by an item of their own: `monitor v of cells[0, 1]`",
        "SpikeMonitor" => "spikes are recorded by an item of their own: `monitor spikes of cells`",
        "EventMonitor" => "events are recorded by an item of their own: `monitor NAME of cells`",
        "PopulationRateMonitor" => "rates are recorded by an item of their own: `monitor rate of cells`",
        "PoissonGroup" => "a Poisson source is a block: `poisson input[100] { rate: 15 Hz }`",
        "SpikeGeneratorGroup" => "given spikes are a block: `spikes input[3] { at: [(0, 1 ms), (2, 2 ms)] }`",
        "PoissonInput" => {
            "it is a block: `poisson_input drive: cells.v { n: 200; rate: 5 Hz; weight: 0.1 mV }`"
        }
        "TimedArray" => "it is an item of its own: `timed stimulus = [0, 1, 2] nA every 10 ms`",
        "Network" | "MagicNetwork" | "start_scope" => {
            "it is not needed: everything that the file declares is simulated"
        }
        "linked_var" => "a link is an equation: `x = other.y : unit (linked)`",
        "run_regularly" => "it is a section of the block: `every 1 ms: v += 1`",
        _ => return None,
    })
}

/// An override of a constant that there is not.
pub(in crate::check) fn unknown_override(name: &Name, similar: &[String]) -> Diagnostic {
    let message = format!("the model has no constant `{}`", name.text);
    did_you_mean(Diagnostic::error(UNKNOWN, name.span, message), name.span, similar)
}

/// `set` of a constant that there is not.
pub(in crate::check) fn unknown_set(name: &Name, value: &str, similar: &[String]) -> Diagnostic {
    let diagnostic = unknown_override(name, similar);
    if !similar.is_empty() {
        return diagnostic;
    }
    let text = &name.text;
    diagnostic.help(format!(
        "`set` changes a constant that the file defines, such as `{text} = {value}` before; a variable is assigned by `cells.{text} = …`"
    ))
}

/// A variable that a block does not have.
pub(in crate::check) fn unknown_variable(name: &Name, block: &Name, similar: &[String]) -> Diagnostic {
    let message = format!("`{}` has no variable `{}`", block.text, name.text);
    let diagnostic = Diagnostic::error(UNKNOWN, name.span, message).label(block.span, "declared here");
    did_you_mean(diagnostic, name.span, similar)
}

/// A target of `+=` and the like that is no variable; `target` is that of synapses.
pub(in crate::check) fn unknown_written(
    name: &Name,
    target: Option<&Name>,
    similar: &[String],
) -> Diagnostic {
    let text = &name.text;
    let message = match target {
        None => format!("this block has no variable `{text}`"),
        Some(target) => {
            format!("neither these synapses nor their target `{}` have a variable `{text}`", target.text)
        }
    };
    let diagnostic = Diagnostic::error(UNKNOWN, name.span, message);
    let diagnostic = target.iter().fold(diagnostic, |told, target| told.label(target.span, "the target"));
    if similar.is_empty() {
        return diagnostic.help(format!("declare it where it belongs, such as `{text} : 1`"));
    }
    did_you_mean(diagnostic, name.span, similar)
}

/// An argument by a name that is no parameter.
pub(in crate::check) fn unknown_parameter(name: &Name, function: &Name, parameters: &[Name]) -> Diagnostic {
    let known: Vec<_> = parameters.iter().map(|p| p.text.to_string()).collect();
    let message = format!("`{}` has no parameter `{}`", function.text, name.text);
    let diagnostic = Diagnostic::error(UNKNOWN, name.span, message).label(function.span, "defined here");
    let similar = spelling::similar(&name.text, known.iter().map(String::as_str));
    if !similar.is_empty() {
        return did_you_mean(diagnostic, name.span, &similar);
    }
    match known.as_slice() {
        [] => diagnostic,
        [only] => diagnostic.help(format!("its only parameter is `{only}`")),
        _ => diagnostic.help(format!("its parameters are {}", one_of(&known).replace(" or ", " and "))),
    }
}

/// A name that exists but cannot be used here, as the block says.
pub(in crate::check) fn refused(
    name: &Name,
    message: String,
    help: Option<String>,
    label: Option<(Span, String)>,
) -> Diagnostic {
    let mut diagnostic = Diagnostic::error("names::not-here", name.span, message);
    if let Some((span, text)) = label {
        diagnostic = diagnostic.label(span, text);
    }
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// A quantity of blocks where it has no meaning.
pub(in crate::check) fn not_here(name: &Name, why: &str) -> Diagnostic {
    let message = format!("`{}` cannot stand here: {why}", name.text);
    Diagnostic::error("names::not-here", name.span, message)
}

/// Noise where it has no meaning.
pub(in crate::check) fn no_noise(name: &Name, why: &str) -> Diagnostic {
    Diagnostic::error("names::not-here", name.span, format!("`{}` cannot stand here: {why}", name.text))
        .help("`randn()` draws a normal number in a statement")
}

/// Noise in a function.
pub(in crate::check) fn noise_in_function(name: &Name, function: &str) -> Diagnostic {
    let message = format!("`{}` cannot stand in a function", name.text);
    Diagnostic::error("names::not-here", name.span, message)
        .help(format!("give it to `{function}` as an argument: the noise belongs to the equation"))
}

/// `N` in a block, where the file has another `N`.
pub(in crate::check) fn hidden_size(name: &Name, size: u32, constant: Span, value: &str) -> Diagnostic {
    let message = format!("`N` is the size of the group here, {size}, not the constant `N`");
    Diagnostic::warning("names::hidden", name.span, message)
        .at(format!("{size}"))
        .label(constant, format!("`N` is {value} in the file"))
        .help("give the constant another name if it is meant")
}

/// A second definition of a name.
pub(in crate::check) fn duplicate(name: &Name, first: Span, what: &str) -> Diagnostic {
    Diagnostic::error("names::duplicate", name.span, format!("`{}` is defined twice", name.text))
        .at("defined again")
        .label(first, format!("first defined here, as {what}"))
        .help("give one of them another name, or remove it")
}

/// A name that nothing can be given.
pub(in crate::check) fn reserved(name: &Name, what: &str) -> Diagnostic {
    let message = format!("`{}` cannot be defined: it is {what}", name.text);
    Diagnostic::error("names::reserved", name.span, message).help("choose another name")
}

/// Constants that need one another. `chain` holds the names in order, each needing the next, the last the first.
pub(in crate::check) fn cycle(chain: &[(String, Span)]) -> Diagnostic {
    let Some(((first, span), rest)) = chain.split_first() else {
        return Diagnostic::error("names::cycle", Span::new(crate::SourceId(0), 0, 0), "a cycle");
    };
    if rest.is_empty() {
        return Diagnostic::error("names::cycle", *span, format!("`{first}` is defined by itself"))
            .at("its value would need itself");
    }
    let all: Vec<_> = chain.iter().map(|(name, _)| format!("`{name}`")).collect();
    let message = format!("{} are defined by one another", all.join(", "));
    let next = |at: usize| &chain[(at + 1) % chain.len()].0;
    let diagnostic =
        Diagnostic::error("names::cycle", *span, message).at(format!("`{first}` needs `{}`", next(0)));
    rest.iter().enumerate().fold(diagnostic, |diagnostic, (at, (name, span))| {
        diagnostic.label(*span, format!("`{name}` needs `{}`", next(at + 1)))
    })
}

/// A function that calls itself, itself or through others.
pub(in crate::check) fn recursion(chain: &[(String, Span)]) -> Diagnostic {
    let mut diagnostic = cycle(chain);
    let calls = |text: &str| text.replace(" needs ", " calls ").replace("its value would need itself", "");
    diagnostic.primary.text = calls(&diagnostic.primary.text);
    for label in &mut diagnostic.labels {
        label.text = calls(&label.text);
    }
    diagnostic.code = "names::recursion";
    diagnostic.message = match chain {
        [(name, _)] => format!("the function `{name}` calls itself"),
        _ => {
            let all: Vec<_> = chain.iter().map(|(name, _)| format!("`{name}`")).collect();
            format!("{} call one another", all.join(", "))
        }
    };
    diagnostic.help(
        "a function stands for its formula, so it cannot need itself; a sum of many terms is `sum(… for k in range(a, b))`",
    )
}

/// A function of the file without its arguments.
pub(in crate::check) fn function_without_call(name: &Name, defined: Span, parameters: &[Name]) -> Diagnostic {
    let parameters: Vec<_> = parameters.iter().map(|p| p.text.to_string()).collect();
    let message = format!("`{}` is a function and needs its arguments", name.text);
    Diagnostic::error("names::not-a-value", name.span, message).label(defined, "defined here").help(format!(
        "call it: `{}({})`",
        name.text,
        parameters.join(", ")
    ))
}

/// A function of the language without its arguments.
pub(in crate::check) fn builtin_without_call(name: &Name) -> Diagnostic {
    let message = format!("`{}` is a function and needs its arguments", name.text);
    let told = Diagnostic::error("names::not-a-value", name.span, message);
    if matches!(&*name.text, "rand" | "randn") {
        let after = Span { start: name.span.end, ..name.span };
        return told.at(format!("should be `{}()`", name.text)).safe_fix("Write `()` after it", after, "()");
    }
    told.help(format!("call it: `{}(…)`", name.text))
}

/// A group, monitor or the like in an expression.
pub(in crate::check) fn no_value(name: &Name, what: &str, defined: Span) -> Diagnostic {
    let message = format!("`{}` is {what}, not a value", name.text);
    Diagnostic::error("names::not-a-value", name.span, message).label(defined, "defined here")
}
