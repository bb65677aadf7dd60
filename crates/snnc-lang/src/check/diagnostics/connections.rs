//! Rules that give indices: generators, pairs and files.

use super::all_of;
use crate::diagnostic::Diagnostic;
use crate::files::Wrong;
use crate::source::Span;

/// A generator over something else.
pub(in crate::check) fn no_range(span: Span) -> Diagnostic {
    Diagnostic::error(
        "synapses::generator",
        span,
        "a generator runs over `range(…)`, `sample(…)` or an array",
    )
    .help("write `for k in range(a, b)`, which leaves out `b`, or `for k in sample(N_post, size = 10)`")
}

/// No bounds, or too many.
pub(in crate::check) fn bounds(span: Span) -> Diagnostic {
    Diagnostic::error("types::arguments", span, "a range has one, two or three bounds")
        .help("write `range(b)`, `range(a, b)` or `range(a, b, step)`; `b` itself is left out")
}

/// A step of 0.
pub(in crate::check) fn no_step(span: Span) -> Diagnostic {
    Diagnostic::error("values::out-of-range", span, "the step of a range must not be 0")
}

/// A sample without its size.
pub(in crate::check) fn size_or_probability(span: Span) -> Diagnostic {
    Diagnostic::error("types::arguments", span, "`sample` needs either `size = …` or `p = …`, after its bounds")
        .help("`sample(N_post, size = 10)` draws 10 different ones, `sample(N_post, p = 0.1)` each with this probability")
}

/// A sample that is larger than its range.
pub(in crate::check) fn large_sample(span: Span, wanted: i64, there: i128) -> Diagnostic {
    let message =
        format!("a sample of {wanted} different numbers is asked for, but the range has only {there}");
    Diagnostic::error("synapses::too-many-partners", span, message)
        .help("with `skip_if_invalid`, as many are taken as there are")
}

/// Pairs that are none.
pub(in crate::check) fn no_pairs(span: Span) -> Diagnostic {
    Diagnostic::error("synapses::pairs", span, "`pairs` takes a list of pairs of indices")
        .help("write `pairs [(0, 1), (0, 2)]`, the source before the target")
}

/// A file of connections that cannot be used, or an array in it.
pub(in crate::check) fn file(span: Span, file: &str, array: Option<&str>, wrong: &Wrong) -> Diagnostic {
    let what = array.map_or_else(String::new, |array| format!("the array `{array}` of "));
    let why = reason(wrong);
    Diagnostic::error("files::unreadable", span, format!("{what}`{file}` cannot be read: {why}")).help(
        "a file of connections has arrays `i` and `j`, and may have `delay` and variables of the synapses",
    )
}

/// An array that is no list.
pub(in crate::check) fn not_flat(span: Span, file: &str, array: &str, shape: &[usize]) -> Diagnostic {
    let shape: Vec<String> = shape.iter().map(usize::to_string).collect();
    let message = format!(
        "`{array}` of `{file}` has the shape ({}), but one number a synapse is needed",
        shape.join(", ")
    );
    Diagnostic::error("files::shape", span, message)
}

/// One array that fits both ways in which it can be meant.
pub(in crate::check) fn list_or_matrix(span: Span, file: &str) -> Diagnostic {
    let message = format!(
        "`{file}` could be a list of pairs as well as a matrix of weights from each source to each target"
    );
    Diagnostic::error("files::shape", span, message).help(
        "name the columns `i` and `j`, in records, an archive or a table; or write a matrix of truth values",
    )
}

/// One array that fits neither.
pub(in crate::check) fn neither_list_nor_matrix(
    span: Span,
    file: &str,
    shape: &[usize],
    sizes: Option<[usize; 2]>,
) -> Diagnostic {
    let shape: Vec<String> = shape.iter().map(usize::to_string).collect();
    let neither = sizes.map_or_else(
        || "no list of pairs".to_string(),
        |[sources, targets]| {
            format!("neither a matrix of {sources} sources and {targets} targets, nor a list of pairs")
        },
    );
    let message = format!("`{file}` of shape ({}) is {neither}", shape.join(", "));
    Diagnostic::error("files::shape", span, message)
        .help("a list of pairs has 2 or 3 columns: the sources, the targets, and weights")
}

/// Weights that no variable takes.
pub(in crate::check) fn unused_values(span: Span, file: &str, parameters: &[String]) -> Diagnostic {
    let message = format!("the weights in `{file}` are not used, only where there are synapses");
    let diagnostic = Diagnostic::warning("files::unused-array", span, message);
    match parameters {
        [] => diagnostic.help("declare the variable that takes them, such as `w : siemens`"),
        several => diagnostic.help(format!(
            "they could be those of {}: name the columns of the file, as in `i,j,{}`",
            all_of(several),
            several[0]
        )),
    }
}

/// An array of another length.
pub(in crate::check) fn lengths(
    span: Span,
    file: &str,
    array: &str,
    found: usize,
    count: usize,
) -> Diagnostic {
    let message = format!("`{array}` of `{file}` has {found} elements, but `i` has {count}");
    Diagnostic::error("files::shape", span, message)
}

/// Fractions where whole numbers or truth values are needed.
pub(in crate::check) fn not_whole(span: Span, file: &str, array: &str) -> Diagnostic {
    let message = format!(
        "`{array}` of `{file}` holds other numbers than the whole ones (or, of a boolean, 0 and 1) that are needed"
    );
    Diagnostic::error("types::not-an-integer", span, message)
}

/// An array that means nothing here.
pub(in crate::check) fn unused_array(span: Span, file: &str, array: &str) -> Diagnostic {
    let message = format!("`{array}` of `{file}` is not used: these synapses have no such variable");
    Diagnostic::warning("files::unused-array", span, message)
}

/// Delays in a file, and no pathway that could have them.
pub(in crate::check) fn idle_delays(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "files::unused-array",
        span,
        "the delays of this file are not used: there is no pathway `pre`",
    )
}

/// What a file fails at, as a clause.
fn reason(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Unreadable(why) | Wrong::Format(why) => why.clone(),
        Wrong::Missing(names) if names.is_empty() => "there is none in it".into(),
        Wrong::Missing(names) => format!("the file has only {}", all_of(names)),
        Wrong::Ambiguous(names) => format!("the file has several: {}", all_of(names)),
    }
}

/// A variable that is read before the protocol gives it its value.
pub(in crate::check) fn assigned_too_late(span: Span, variable: &str, group: &str, at: Span) -> Diagnostic {
    let message = format!(
        "`{variable}` of `{group}` is still 0 here: the protocol assigns it only after the network is built"
    );
    Diagnostic::warning("synapses::too-late", span, message)
        .label(at, "too late for this")
        .help(format!("set it in the `init` of `{group}`"))
}

/// A delay that reads what `init` sets.
pub(in crate::check) fn delay_before_init(span: Span, variable: &str, at: Span) -> Diagnostic {
    let message = format!("`{variable}` is still 0 here: delays are set before the `init` of the synapses");
    Diagnostic::warning("synapses::too-late", span, message)
        .label(at, "a variable of these synapses")
        .help("write its formula into the delay")
}
