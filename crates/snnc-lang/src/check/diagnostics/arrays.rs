//! Arrays and their indices.

use super::{all_of, one_of};
use crate::diagnostic::Diagnostic;
use crate::files::Wrong;
use crate::source::Span;
use crate::spelling;
use crate::syntax::ast::Name;
use crate::units::{self, Dimension};

/// "3 numbers", "2 x 3 numbers".
fn extent(shape: &[usize]) -> String {
    match shape {
        [] => "a single number".into(),
        [length] => format!("an array of {length}"),
        lengths => {
            let lengths: Vec<_> = lengths.iter().map(ToString::to_string).collect();
            format!("an array of {}", lengths.join(" × "))
        }
    }
}

/// An array where a number is expected.
pub(in crate::check) fn no_value(span: Span, name: &str, dimensions: usize) -> Diagnostic {
    let (named, define) = if name.starts_with('[') {
        ("values", format!("give it a name in the file, `values = {name}`, and "))
    } else {
        (name, String::new())
    };
    let help = match dimensions {
        2 => format!("{define}index it: `{named}[row, column]`"),
        _ => format!("{define}index it: `{named}[i]` for each element its own, `{named}[0]` for the first"),
    };
    Diagnostic::error("arrays::no-number", span, format!("`{name}` is an array, and a number is needed here"))
        .help(help)
}

/// Arithmetic of arrays that differ in shape.
pub(in crate::check) fn shapes_differ(
    (span, shape): (Span, &[usize]),
    (other, its): (Span, &[usize]),
) -> Diagnostic {
    Diagnostic::error("arrays::shape", span, "arrays in one expression have the same number of elements")
        .at(extent(shape))
        .label(other, extent(its))
}

/// `[]`, `range(3, 3)`.
pub(in crate::check) fn empty(span: Span) -> Diagnostic {
    Diagnostic::error("arrays::empty", span, "an array has at least one element")
}

/// Rows of different lengths.
pub(in crate::check) fn ragged(
    (span, shape): (Span, &[usize]),
    (first, its): (Span, &[usize]),
) -> Diagnostic {
    Diagnostic::error(
        "arrays::ragged",
        span,
        "the elements of an array are all numbers, or rows of one length",
    )
    .at(extent(shape))
    .label(first, extent(its))
}

/// Elements of different dimensions.
pub(in crate::check) fn dimensions_differ(
    (span, found): (Span, Dimension),
    (other, wanted): (Span, Dimension),
) -> Diagnostic {
    let message = format!(
        "the elements of an array are of one kind, but {} stands beside {}",
        units::quantity(found),
        units::quantity(wanted)
    );
    Diagnostic::error("units::mismatch", span, message)
        .at(units::quantity(found))
        .label(other, units::quantity(wanted))
}

/// Conditions and numbers in one array.
pub(in crate::check) fn mixed_types(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("types::condition", span, "an array holds numbers, or truth values, but not both")
        .label(first, "the first element")
}

/// Arrays of arrays of arrays.
pub(in crate::check) fn too_many_dimensions(span: Span) -> Diagnostic {
    Diagnostic::error("arrays::rank", span, "an array has one or two dimensions")
}

/// A unit after what has one, or none.
pub(in crate::check) fn unit_of_no_numbers(span: Span, found: Dimension, boolean: bool) -> Diagnostic {
    let what = if boolean { "truth values".to_string() } else { units::quantity(found) };
    Diagnostic::error("units::mismatch", span, "a unit can follow only plain numbers")
        .at(format!("the elements are {what}"))
}

/// `load` without a file's name.
pub(in crate::check) fn load_without_file(name: &Name, span: Span) -> Diagnostic {
    Diagnostic::error("types::arguments", span, format!("`{}` takes the name of a file", name.text))
        .help("write `load(\"weights.npy\")`, or `load(\"data.npz\", \"weights\")` for one of several arrays")
}

/// A file that gives no array.
pub(in crate::check) fn file(
    wrong: Wrong,
    (file, path): (&str, Span),
    key: Option<(&str, Span)>,
    span: Span,
) -> Diagnostic {
    match wrong {
        Wrong::Unreadable(reason) => {
            Diagnostic::error("arrays::unreadable", path, format!("cannot read `{file}`: {reason}"))
                .help("a path is relative to the folder of the file that names it")
        }
        Wrong::Format(reason) => {
            Diagnostic::error("arrays::format", path, format!("no array can be read from `{file}`: {reason}"))
                .help("files of arrays are those of NumPy, `.npy` and `.npz`, and tables of numbers, `.csv`")
        }
        Wrong::Missing(names) => {
            let Some((key, at)) = key else {
                return Diagnostic::error("arrays::missing", path, format!("there is no array in `{file}`"));
            };
            let message = format!("there is no array `{key}` in `{file}`");
            let diagnostic = Diagnostic::error("arrays::missing", at, message);
            if names.is_empty() {
                return diagnostic.help("it holds one array without a name: leave the name out");
            }
            let similar = spelling::similar(key, names.iter().map(String::as_str));
            match similar.first() {
                Some(name) => diagnostic.help(format!("did you mean {}?", one_of(&similar))).fix(
                    format!("Write `\"{name}\"`"),
                    at,
                    format!("\"{name}\""),
                ),
                None => diagnostic.help(format!("it holds {}", all_of(&names))),
            }
        }
        Wrong::Ambiguous(names) => {
            let message = format!("`{file}` holds {} arrays, and none is named", names.len());
            let first = names.first().map_or("name", String::as_str);
            let text = format!("load(\"{file}\", \"{first}\")");
            Diagnostic::error("arrays::missing", span, message)
                .help(format!("it holds {}: write `{text}`", all_of(&names)))
        }
    }
}

/// A file with an array of no or many dimensions.
pub(in crate::check) fn wrong_rank(path: Span, file: &str, rank: usize) -> Diagnostic {
    let message = format!("the array in `{file}` has {rank} dimensions, and one or two are possible");
    Diagnostic::error("arrays::rank", path, message)
}

/// A file with an array of no elements.
pub(in crate::check) fn empty_file(path: Span, file: &str) -> Diagnostic {
    Diagnostic::error("arrays::empty", path, format!("the array in `{file}` has no elements"))
}

/// A bound of `linspace` that is no number.
pub(in crate::check) fn bound_of_linspace(span: Span) -> Diagnostic {
    Diagnostic::error("arrays::rank", span, "`linspace` goes from one number to another")
}

/// A length that no array can have.
pub(in crate::check) fn length(span: Span, length: i64) -> Diagnostic {
    Diagnostic::error("values::out-of-range", span, format!("an array cannot have {length} elements"))
}

/// Too many or too few indices.
pub(in crate::check) fn wrong_number_of_indices(
    span: Span,
    name: &str,
    dimensions: usize,
    given: usize,
) -> Diagnostic {
    let (takes, write) = match dimensions {
        1 => ("one index", format!("{name}[k]")),
        _ => ("two indices", format!("{name}[row, column]")),
    };
    let has = if given == 1 { "one is".to_string() } else { format!("{given} are") };
    Diagnostic::error("arrays::rank", span, format!("`{name}` takes {takes}, but {has} given"))
        .help(format!("write `{write}`"))
}

/// A part of an array.
pub(in crate::check) fn slice(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("arrays::slice", span, format!("`{name}` can only be read one element at a time"))
        .help("slices are for groups")
}

/// An index after what is no array.
pub(in crate::check) fn not_an_array(span: Span, text: &str, defined: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error("arrays::not-an-array", span, format!("`{text}` is no array"))
        .help("only constant arrays are indexed; a variable has one value for each element of its block");
    match defined {
        Some(place) => diagnostic.label(place, "defined here"),
        None => diagnostic,
    }
}

/// An index that is known to lie outside of an array, for some element of a group.
pub(in crate::check) fn out_of_range(
    span: Span,
    name: &str,
    (axis, length): (&str, usize),
    index: i64,
    element: Option<u32>,
) -> Diagnostic {
    let plural = if length == 1 { "" } else { "s" };
    let message = format!("the index {index} is outside of `{name}`, which has {length} {axis}{plural}");
    let diagnostic = Diagnostic::error("arrays::index-out-of-range", span, message);
    let diagnostic = match element {
        Some(at) => diagnostic.at(format!("{index} for i = {at}")),
        None => diagnostic,
    };
    diagnostic.help(format!(
        "indices count from 0 to {}, or from -{length} to -1 from the end",
        length.saturating_sub(1)
    ))
}

/// A timed array that is not called.
pub(in crate::check) fn timed_without_call(span: Span, name: &str, defined: Span) -> Diagnostic {
    Diagnostic::error(
        "arrays::no-number",
        span,
        format!("`{name}` is a timed array, which has a value at a time"),
    )
    .label(defined, "defined here")
    .help(format!("write `{name}(t)`"))
}

/// A timed array in a constant.
pub(in crate::check) fn timed_in_constant(span: Span, name: &str) -> Diagnostic {
    let message = format!("`{name}` is read during the simulation, and a constant is evaluated before it");
    Diagnostic::error("values::not-constant", span, message)
}

/// Too many or too few arguments of a timed array.
pub(in crate::check) fn timed_arguments(
    span: Span,
    name: &str,
    columns: Option<usize>,
    given: usize,
    defined: Span,
) -> Diagnostic {
    let (takes, write) = match columns {
        None => ("a time".to_string(), format!("{name}(t)")),
        Some(columns) => (format!("a time and one of {columns} columns"), format!("{name}(t, i)")),
    };
    let has = match given {
        0 => "nothing is".to_string(),
        1 => "one argument is".to_string(),
        n => format!("{n} arguments are"),
    };
    Diagnostic::error("types::arguments", span, format!("`{name}` takes {takes}, but {has} given"))
        .label(defined, "defined here")
        .help(format!("write `{write}`"))
}

/// A timed array without a period, or with one that is no time.
pub(in crate::check) fn period(span: Span, name: &str, every: f64) -> Diagnostic {
    let message = format!("the period of `{name}` must be positive, but it is {every} s");
    Diagnostic::error("values::out-of-range", span, message)
}

/// A timed array without `every`.
pub(in crate::check) fn without_period(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("arrays::timed", span, format!("`{name}` does not say for how long each value holds"))
        .help("add `every 1 ms`")
}

/// A timed array of an expression without an end.
pub(in crate::check) fn without_duration(span: Span, name: &str) -> Diagnostic {
    let message = format!("`{name}` is made of an expression, and does not say up to when");
    Diagnostic::error("arrays::timed", span, message).help("add `for 2 s` after `every …`")
}

/// A timed array of an array with an end.
pub(in crate::check) fn needless(span: Span, name: &str, what: &str) -> Diagnostic {
    let message = format!("the values of `{name}` are given, so {what} has no meaning");
    Diagnostic::error("arrays::timed", span, message).help("leave it out")
}

/// Columns that are not as many as is said.
pub(in crate::check) fn columns(span: Span, values: Span, given: usize, shape: &[usize]) -> Diagnostic {
    let found = match shape {
        [_, columns] => format!("{columns} columns"),
        _ => "no columns".to_string(),
    };
    Diagnostic::error(
        "arrays::shape",
        span,
        format!("{given} columns are declared, but the values have {found}"),
    )
    .label(values, extent(shape))
}

/// An array in place of a number, or the other way round.
pub(in crate::check) fn other_kind(span: Span, name: &Name, array: bool) -> Diagnostic {
    let (is, not) = if array { ("an array", "a number") } else { ("a number", "an array") };
    Diagnostic::error("arrays::shape", span, format!("`{}` is {is} in the model, not {not}", name.text))
        .label(name.span, "defined here")
}

/// An array that lists no elements of a group.
pub(in crate::check) fn no_selection(span: Span, name: &str, size: u32, shape: &[usize]) -> Diagnostic {
    Diagnostic::error("arrays::selection", span, format!("this does not list elements of `{name}`"))
        .at(extent(shape))
        .help(format!("select by whole numbers, such as `[0, 2]`, or by one `True` or `False` for each of the {size} elements"))
}

/// An array that lists no synapses.
pub(in crate::check) fn no_numbers_of_synapses(span: Span) -> Diagnostic {
    Diagnostic::error("arrays::selection", span, "this does not list numbers of synapses")
        .help("list whole numbers, such as `[0, 2]`; synapses are numbered from 0")
}
