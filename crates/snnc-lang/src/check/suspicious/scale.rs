//! Quantities of cells a thousand times and more too large: a prefix is missing.

use super::facts::Facts;
use crate::check::diagnostics::suspicious as told;
use crate::diagnostic::Diagnostic;
use crate::hir::{ExprId, ExprKind};
use crate::units;

/// What is told of numbers of a unit: from which size on, what it is called, and the usual unit.
const LARGE: [(&str, f64, &str, &str); 4] = [
    ("volt", 10.0, "a voltage", "mV"),
    ("amp", 1.000_001, "a current", "nA or pA"),
    ("farad", 1.000_001, "a capacitance", "pF or nF"),
    ("siemens", 1.000_001, "a conductance", "nS"),
];

/// Numbers such as `-70 volt`.
pub(super) fn scale(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let exprs = &facts.model.exprs;
    let mut found: Vec<Diagnostic> = vec![];
    let dimensions = LARGE.map(|(unit, ..)| units::anywhere(unit).map(|unit| unit.dimension));
    for at in 0..exprs.len() {
        let expr = &exprs[ExprId(at as u32)];
        let ExprKind::Float(value) = expr.kind else { continue };
        let size = value.abs();
        let large = LARGE.iter().zip(&dimensions).find(|((_, from, ..), dimension)| {
            **dimension == Some(expr.dimension) && size.is_finite() && size >= *from
        });
        if let Some(((unit, _, what, usual), _)) = large {
            // Of `-70 volt`, the sign belongs to it.
            found.retain(|it| !expr.span.contains(it.primary.span));
            if found.iter().any(|it| it.primary.span.contains(expr.span)) {
                continue;
            }
            let symbol = units::natural(1.0, expr.dimension).text;
            found.push(told::missing_prefix(expr.span, [what, unit, &symbol, usual], value));
        }
    }
    found
}
