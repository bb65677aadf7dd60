//! Statements of other languages and simulators.

use super::shown;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Span;

const CODE: &str = "syntax::other-language";

/// `@network_operation`.
pub(in crate::syntax) fn decorator(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(CODE, span, format!("`{}` is Python, and a model runs none", shown(text)))
        .at("Python")
        .help("what is done again and again stands in a block as a section: `every 1 ms: v += 1`")
}

/// A text in triple quotes that stands alone.
pub(in crate::syntax) fn docstring(span: Span, text: &str) -> Diagnostic {
    let start = Span { end: span.start + 3, ..span };
    let inside = text.trim_matches(['"', '\'']).trim();
    let lines: Vec<_> =
        inside.lines().map(|line| format!("# {}", line.trim()).trim_end().to_owned()).collect();
    Diagnostic::error("syntax::triple-quotes", start, "what explains a model stands in comments, after `#`")
        .at("a quoted text begins here")
        .safe_fix("Make it a comment", span, lines.join("\n"))
}

/// `def f(x): …`.
pub(in crate::syntax) fn python_function(
    span: Span,
    keyword: &str,
    name: &str,
    written: Option<(Span, String)>,
) -> Diagnostic {
    let told =
        Diagnostic::error(CODE, span, format!("a function is defined by one formula, without `{keyword}`"));
    match written {
        Some((whole, text)) => told.at(format!("should be `{}`", shown(&text))).safe_fix(
            format!("Write `{}`", shown(&text)),
            whole,
            text,
        ),
        None => told.at("another language").help(format!("write for example `{name}(x) = 2*x`")),
    }
}

/// `import numpy as np`.
pub(in crate::syntax) fn module(span: Span, word: &str, line: Span) -> Diagnostic {
    Diagnostic::error(CODE, span, "no modules are imported: units and functions are known from the start")
        .at(format!("`{word}` of another language"))
        .help("another file of models is imported by its name, `import \"cells.eqs\"`")
        .safe_fix("Take the line away", line, "")
}

/// `end` at the end of a block.
pub(in crate::syntax) fn end_of_block(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error(CODE, span, format!("a block ends with `}}`, not with `{word}`"))
        .at("another language")
        .fix(format!("Take `{word}` away"), span, "")
        .fix("Write `}`", span, "}")
}

/// `if …` at top level.
pub(in crate::syntax) fn conditional_item(span: Span) -> Diagnostic {
    Diagnostic::error(CODE, span, "no item begins with `if`")
        .at("another language")
        .help("the value of a constant is chosen by: x = 1 if n > 10 else 2")
}

/// `return x`, `while …:`.
pub(in crate::syntax) fn foreign_statement(span: Span, word: &str) -> Diagnostic {
    let told =
        Diagnostic::error(CODE, span, format!("no statement begins with `{word}`")).at("another language");
    match word {
        "while" => {
            told.help("the simulation goes on until something holds by `run 10 s until any(cells.v > 0 mV)`")
        }
        "return" => told.help("a function is one formula: f(x) = 2*x"),
        "class" => told.help("a kind of cells is a block: model LIF(tau = 10 ms) { dv/dt = -v/tau : volt }"),
        "elif" => told.help("values are chosen by: a if condition else b if other else c"),
        _ => told,
    }
}

/// `float x = 3`; `typed` is all before the name.
pub(in crate::syntax) fn typed(
    span: Span,
    word: &str,
    typed: Span,
    name: Span,
    text: &str,
    alone: bool,
    in_block: bool,
) -> Diagnostic {
    let told = Diagnostic::error(CODE, span, format!("no type stands before a name: `{word}` is not needed"))
        .at("another language");
    match (alone, in_block) {
        (false, _) => told.safe_fix(format!("Take `{word}` away"), typed, ""),
        (true, true) => told
            .help(format!("a variable is declared with its unit, for example `{text} : volt`"))
            .fix("Declare it a pure number", typed.to(name), format!("{text} : 1")),
        (true, false) => told.help(format!("a constant is defined with its value, for example `{text} = 5`")),
    }
}

/// `x **= 2`.
pub(in crate::syntax) fn augmented(sign: Span, text: &str, whole: Span, written: String) -> Diagnostic {
    Diagnostic::error("syntax::operator-spelling", sign, format!("there is no `{text}`"))
        .at(format!("should be `{}`", shown(&written)))
        .safe_fix(format!("Write `{}`", shown(&written)), whole, written)
}

/// `defaultclock.dt = 0.1*ms`.
pub(in crate::syntax) fn default_clock(span: Span) -> Diagnostic {
    Diagnostic::error(CODE, span, "the time step is the setting `dt`").at("should be `dt`").safe_fix(
        "Write `dt`",
        span,
        "dt",
    )
}

/// `start_scope()`, `prefs.… = …`.
pub(in crate::syntax) fn needless_statement(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(CODE, span, format!("`{}` is not needed", shown(text)))
        .at("of another simulator")
        .safe_fix("Take it away", span, "")
}

/// A call that stands alone.
pub(in crate::syntax) struct Call<'t> {
    /// All of it.
    pub(in crate::syntax) whole: Span,
    /// What is called.
    pub(in crate::syntax) called: Span,
    /// What stands before the last `.`.
    pub(in crate::syntax) of: Option<&'t str>,
    /// The name of the function.
    pub(in crate::syntax) name: &'t str,
    /// What stands in `( )`.
    pub(in crate::syntax) inside: &'t str,
}

/// `print(x)`, `S.connect(p=0.1)`.
pub(in crate::syntax) fn call(call: &Call<'_>) -> Diagnostic {
    let &Call { whole, called, of, name, inside } = call;
    let full = of.map_or(name.to_owned(), |of| format!("{of}.{name}"));
    let told = |message: String| Diagnostic::error(CODE, called, message).at("of another language");
    match (of, name) {
        (Some("plt" | "pylab" | "mpl" | "ax" | "axes" | "fig"), _)
        | (
            None,
            "plot" | "figure" | "subplot" | "show" | "xlabel" | "ylabel" | "title" | "legend" | "hold",
        ) => told("a model draws nothing: what its monitors record is drawn from the results".into())
            .safe_fix("Take it away", whole, ""),
        (None, "start_scope" | "set_device" | "clear" | "clc" | "close")
        | (Some("device" | "b2"), "build" | "start_scope" | "reinit" | "activate")
        | (Some("nest"), "ResetKernel" | "set_verbosity" | "SetKernelStatus") => {
            needless_statement(whole, &format!("{full}(…)"))
        }
        (None, "print" | "disp" | "printf" | "fprintf" | "echo" | "println") => told(format!(
            "nothing is printed by a model, so it has no `{name}`"
        ))
        .help("what is to be seen is recorded, `monitor v of cells`, or saved, `save cells as \"end\"`"),
        (_, "seed") | (None, "rng" | "srand") => {
            let written = format!("seed = {inside}");
            let told = told("the seed is a setting, `seed = …`".into());
            if inside.parse::<u64>().is_ok() {
                told.safe_fix(format!("Write `{written}`"), whole, written)
            } else {
                told.help("write for example `seed = 1234`")
            }
        }
        (Some("nest"), "Simulate") => {
            let written = format!("run {inside} ms");
            told("the simulation is run by `run` and a time".into()).fix(
                format!("Write `{written}`"),
                whole,
                written,
            )
        }
        (Some(_), "run" | "simulate") | (None, "simulate" | "sim") if !inside.is_empty() => {
            let time = inside.split(',').next().unwrap_or(inside).trim();
            let written = format!("run {time}");
            told("the simulation is run by `run` and a time".into()).fix(
                format!("Write `{written}`"),
                whole,
                written,
            )
        }
        (_, "store" | "restore") => {
            let label = inside.trim_matches(['\'', '"']);
            let label = if label.is_empty() { "initial" } else { label };
            let written = format!("{name} \"{label}\"");
            told(format!("`{name}` stands before its label, without `( )`")).safe_fix(
                format!("Write `{written}`"),
                whole,
                written,
            )
        }
        (Some(synapses), "connect") if synapses != "nest" => {
            let rule = rule(inside);
            told("connections are a section of the block of synapses".into())
                .help(format!("write in the block of `{synapses}`: connect: {rule}"))
        }
        (Some("nest"), "Connect") => told("connections are a section of a block of synapses".into())
            .help("write for example `synapses exc: a -> b { connect: p = 0.1; on_pre: v += 1 mV }`"),
        (Some(group), "run_regularly") => told("what is done again and again is a section of a block".into())
            .help(format!(
                "write in the block of `{group}`: every 1 ms: {}",
                inside.split('\'').nth(1).unwrap_or("v += 1")
            )),
        _ => Diagnostic::error(
            "syntax::lone-name",
            called,
            format!("`{}` alone says nothing", shown(&format!("{full}({inside})"))),
        )
        .at("nothing is done with this")
        .help("a function stands in an expression; nothing is called for its effect"),
    }
}

/// The clauses of `connect(…)`.
fn rule(inside: &str) -> String {
    let text = inside.trim().trim_start_matches("condition").trim_start_matches([' ', '=']);
    match text {
        "" | "True" => "all".to_owned(),
        text => text
            .replace(['\'', '"'], "")
            .replace("p=", "p = ")
            .replace("j=", "j = ")
            .replace("n=", "n = ")
            .replace("condition=", ""),
    }
}

/// `G = NeuronGroup(…)`; `full` is all that is called.
pub(in crate::syntax) fn foreign_object(
    span: Span,
    class: &str,
    full: &str,
    name: &str,
) -> Option<Diagnostic> {
    let told = |message: &str, help: String| {
        Diagnostic::error(CODE, span, message).at("of another simulator").help(help)
    };
    let record = "what is recorded is an item of its own";
    let lower = name.to_lowercase();
    Some(match class {
        "NeuronGroup" => told(
            "a population is a block",
            format!(
                "write for example `neurons {name}[100] {{ dv/dt = -v/(10 ms) : 1; threshold: v > 1; reset: v = 0 }}`"
            ),
        ),
        "Synapses" => told(
            "synapses are a block",
            format!(
                "write for example `synapses {name}: cells -> cells {{ connect: p = 0.1; on_pre: v += 1 }}`"
            ),
        ),
        "StateMonitor" => told(record, "write for example `monitor v of cells[0, 1]`".into()),
        "SpikeMonitor" => told(record, "write for example `monitor spikes of cells`".into()),
        "EventMonitor" => told(record, "write for example `monitor NAME of cells`".into()),
        "PopulationRateMonitor" => told(record, "write for example `monitor rate of cells`".into()),
        "PoissonGroup" => told(
            "a Poisson source is a block",
            format!("write for example `poisson {name}[100] {{ rate: 15 Hz }}`"),
        ),
        "SpikeGeneratorGroup" => told(
            "given spikes are a block",
            format!("write for example `spikes {name}[3] {{ at: [(0, 1 ms), (2, 2 ms)] }}`"),
        ),
        "PoissonInput" => told(
            "a Poisson input is a block",
            format!(
                "write for example `poisson_input {lower}: cells.v {{ n: 200; rate: 5 Hz; weight: 0.1 mV }}`"
            ),
        ),
        "TimedArray" => told(
            "a timed array is an item of its own",
            format!("write for example `timed {name} = [0, 1, 2] nA every 10 ms`"),
        ),
        "Network" | "MagicNetwork" => {
            told("no network is put together: all that the file declares is simulated", "leave it out".into())
        }
        "Equations" => told(
            "equations stand in the block that they belong to",
            "write for example `neurons cells[100] { dv/dt = -v/(10 ms) : volt }`".into(),
        ),
        "Create" if full.starts_with("nest") => told(
            "a population is a block",
            format!(
                "write for example `neurons {name}[100] {{ dv/dt = -v/(10 ms) : 1; threshold: v > 1; reset: v = 0 }}`"
            ),
        ),
        _ => return None,
    })
}

/// `neurons g[3] ( … )`.
pub(in crate::syntax) fn round_block(open: Span, close: Span, keyword: &str) -> Diagnostic {
    let message = format!("the block of `{keyword}` stands in `{{ }}`, not in `( )`");
    let mut told = Diagnostic::error("syntax::missing-block", open, message)
        .at("should be `{`")
        .label(close, "should be `}`");
    told.fixes.push(Fix {
        title: "write `{ }`".into(),
        edits: vec![
            Edit { span: open, replacement: "{".into() },
            Edit { span: close, replacement: "}".into() },
        ],
        safe: true,
    });
    told
}

/// A block of indented lines, after `:` or without; `lines` are the last of them and how far in the first one stands.
pub(in crate::syntax) fn colon_for_brace(
    colon: Span,
    keyword: &str,
    lines: Option<(Span, &str)>,
) -> Diagnostic {
    let message = format!("the block of `{keyword}` stands in `{{ }}`");
    let told = Diagnostic::error("syntax::missing-block", colon, message);
    let told = if colon.start == colon.end { told.at("no `{` follows") } else { told.at("should be `{`") };
    let Some((last, indent)) = lines else {
        return told.help("write `{` here, and `}` in a line of its own at the end of the block");
    };
    let end = Span { start: last.end, ..last };
    let mut told = told.label(end, "and `}` belongs here");
    told.fixes.push(Fix {
        title: "put the lines in `{ }`".into(),
        edits: vec![
            Edit { span: colon, replacement: " {".into() },
            Edit { span: end, replacement: format!("\n{indent}}}") },
        ],
        safe: true,
    });
    told
}

/// `run 1 s, report = "text"`.
pub(in crate::syntax) fn arguments_of_run(span: Span) -> Diagnostic {
    Diagnostic::error(CODE, span, "`run` takes a time, and perhaps `until` and a condition")
        .at("not needed")
        .safe_fix("Take it away", span, "")
}
