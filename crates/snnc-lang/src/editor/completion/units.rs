//! Units, after a number and after `:`.

use super::cursor::Cursor;
use super::offer::{CompletionKind, Offers};
use super::wanted::Want;
use crate::editor::dimension::{Dimensions, Quality};
use crate::source::Span;
use crate::syntax::ast::{EquationKind, ItemKind};
use crate::units::{self, Dimension};

/// The units that models use, the commonest first.
const USUAL: &[&str] = &[
    "mV", "ms", "nS", "pA", "nA", "pF", "Hz", "second", "V", "s", "uA", "A", "nF", "uF", "uS", "mS", "Mohm",
    "um", "kHz", "us", "mM", "uM", "uV", "kV", "mA", "pS", "S", "F", "ns", "MHz", "kohm", "Gohm", "ohm",
    "mm", "cm", "nm", "m", "km", "cm2", "um2", "nM", "pM", "pC", "fC", "J", "K", "mol",
];

/// Their full names, the commonest first.
const NAMES: &[&str] = &[
    "volt", "amp", "siemens", "second", "hertz", "farad", "ohm", "metre", "coulomb", "molar", "mole",
    "kelvin", "joule", "gram", "newton", "pascal", "watt", "radian", "litre", "weber", "tesla", "henry",
];

/// The units that can stand in expressions without a number, as many as are usual.
pub(super) fn in_expressions() -> impl Iterator<Item = &'static str> {
    USUAL.iter().copied().chain(["volt", "amp", "siemens", "farad", "hertz", "metre"]).filter(|unit| {
        // Symbols such as `V` are free for other names.
        units::anywhere(unit).is_some()
    })
}

fn dimension(unit: &str) -> Option<Dimension> {
    units::after_number(unit).map(|unit| unit.dimension)
}

/// Offers the units that may stand after a number.
pub(super) fn after_number(want: Want, offers: &mut Offers) {
    for (at, unit) in USUAL.iter().chain(NAMES).enumerate() {
        let Some(dimension) = dimension(unit) else { continue };
        offer(unit, dimension, want, at, offers);
    }
}

/// Offers the units of a declaration.
pub(super) fn declared(cursor: &Cursor, dimensions: &Dimensions<'_>, offers: &mut Offers) {
    let want = inferred(cursor, dimensions);
    let one = if want.suits(Some(Quality::Number(Dimension::ONE))) == Some(true) { 0 } else { 150 };
    offers.word("1", CompletionKind::Unit, one).with("a dimensionless number", "");
    for (at, unit) in NAMES.iter().chain(USUAL).enumerate() {
        let Some(dimension) = dimension(unit) else { continue };
        offer(unit, dimension, want, at, offers);
    }
    if let Some(dimension) = want.dimension().filter(|it| !it.is_one()) {
        composed(dimension, offers);
    }
    let condition = if want == Want::Condition { 0 } else { 200 };
    offers.word("boolean", CompletionKind::Unit, condition).with("a type", "True or False.");
    offers.word("integer", CompletionKind::Unit, 201).with("a type", "A whole number.");
}

fn offer(unit: &str, dimension: Dimension, want: Want, at: usize, offers: &mut Offers) {
    let rank = match want.dimension() {
        Some(wanted) if wanted == dimension => 0,
        Some(_) => 200,
        None => 100,
    };
    offers.word(unit, CompletionKind::Unit, rank + at as u32).with(units::quantity(dimension), "");
}

/// The unit of a dimension that no single unit has: `V/s` is `volt/second`.
fn composed(dimension: Dimension, offers: &mut Offers) {
    let single = NAMES.iter().any(|unit| self::dimension(unit) == Some(dimension));
    if single {
        return;
    }
    let text = units::text(dimension).replace('·', "*").replace('^', "**").replace('Ω', "ohm");
    offers.word(&text, CompletionKind::Unit, 0).with(units::quantity(dimension), "");
}

/// The dimension of what stands before the `:`.
fn inferred(cursor: &Cursor, dimensions: &Dimensions<'_>) -> Want {
    let at = Span::new(cursor.source.id, cursor.start, cursor.start);
    let Some(item) = cursor.item() else { return Want::Unknown };
    let quality = match &item.kind {
        ItemKind::Definition(it) => dimensions.expr(&it.value),
        ItemKind::Function(it) => dimensions.expr(&it.body),
        _ => {
            let members = crate::editor::nodes::body(item);
            let member = members.iter().find(|member| member.span.contains(at));
            match member.and_then(crate::editor::names::equation_of).map(|equation| &equation.kind) {
                Some(EquationKind::Differential(value)) => {
                    let rate = dimensions.expr(value).and_then(Quality::dimension);
                    rate.and_then(|rate| rate.times(Dimension::TIME)).map(Quality::Number)
                }
                Some(EquationKind::Subexpression(value)) => dimensions.expr(value),
                _ => None,
            }
        }
    };
    quality.into()
}
