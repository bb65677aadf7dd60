//! Constants without a value.

use crate::check::value::{Fault, FaultKind};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// What went wrong in the evaluation of a constant; `text` is what is written there.
pub(in crate::check) fn fault(fault: Fault, text: &str) -> Diagnostic {
    let span = fault.span;
    let short = text.len() <= 40 && !text.contains('\n');
    let this = if short { format!("`{text}`") } else { "this".to_string() };
    match fault.kind {
        FaultKind::NotConstant => {
            Diagnostic::error("values::not-constant", span, format!("{this} is not a constant"))
                .at("its value is known only in the simulation")
        }
        FaultKind::DivisionByZero => {
            Diagnostic::error("values::division-by-zero", span, format!("{this} divides by zero"))
        }
        FaultKind::IntegerOverflow => {
            Diagnostic::error("values::overflow", span, format!("{this} is too large for a 64-bit integer"))
                .help("write one of the numbers with a point, `2.0`, to calculate in floating point")
        }
        FaultKind::FloatOverflow => {
            Diagnostic::error("values::overflow", span, format!("{this} is too large for a number"))
                .at("larger than 1.8e308")
        }
        FaultKind::Index { index, length } => Diagnostic::error(
            "arrays::index-out-of-range",
            span,
            format!(
                "the index {index} is outside of the array, which has {length} elements in this direction"
            ),
        ),
        FaultKind::NotANumber => {
            Diagnostic::error("values::not-a-number", span, format!("{this} has no value"))
                .at("such as the square root or logarithm of a negative number, or inf - inf")
        }
    }
}

/// A division by a literal zero.
pub(in crate::check) fn division_by_zero(span: Span, operator: &str) -> Diagnostic {
    Diagnostic::error("values::division-by-zero", span, format!("`{operator}` divides by zero here"))
}
