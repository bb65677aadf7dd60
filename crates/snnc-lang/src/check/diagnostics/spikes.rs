//! Sources of given spikes.

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::Text;

/// Something else than pairs of an index and a time.
pub(in crate::check) fn not_pairs(span: Span) -> Diagnostic {
    Diagnostic::error("spikes::not-pairs", span, "spikes are given as pairs of an index and a time")
        .help("write `at: [(0, 1 ms), (2, 2 ms)]`, or `file: \"spikes.npz\"` with arrays `i` and `t`")
}

/// A file that does not give spikes.
pub(in crate::check) fn unusable_file(path: &Text, why: &str) -> Diagnostic {
    let message = format!("`{}` gives no spikes: {why}", path.text);
    Diagnostic::error("spikes::file", path.span, message)
}

/// An element that the source does not have.
pub(in crate::check) fn outside(span: Span, number: i64, source: &str, size: u32) -> Diagnostic {
    let message = format!("`{source}` has no element {number}");
    Diagnostic::error("structure::outside", span, message)
        .help(format!("its elements are numbered from 0 to {}", size - 1))
}

/// Two spikes of one element in one step.
pub(in crate::check) fn twice(
    span: Span,
    first: Span,
    index: u32,
    [time, dt]: [&str; 2],
    numbers: Option<(usize, usize)>,
) -> Diagnostic {
    let message = format!("element {index} is given two spikes in the step of {dt} at {time}");
    let told = Diagnostic::error("spikes::twice", span, message);
    let told = match numbers {
        Some((first, second)) => told.at(format!("its spikes {first} and {second}")),
        None => told,
    };
    let told = if first == span { told } else { told.label(first, "the other one") };
    told.help("a step holds one spike of an element: leave one out, or choose a shorter `dt`")
}

/// A spike that its repetition would overtake.
pub(in crate::check) fn beyond_period(period: Span, spike: Span, [length, time]: &[String; 2]) -> Diagnostic {
    let message = format!("the period of {length} ends before the last spike, at {time}");
    Diagnostic::error("spikes::beyond-period", period, message)
        .label(spike, "the last spike")
        .help("a period has to be longer than the time of every spike")
}
