//! Dimensions that do not fit, and units that are none.

use super::one_of;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::Name;
use crate::units::{self, Dimension};

const MISMATCH: &str = "units::mismatch";

/// An operand, and its dimension.
type Operand = (Span, Dimension);

/// "voltage [V]", "dimensionless number".
fn shown(dimension: Dimension) -> String {
    let text = units::text(dimension);
    let quantity = units::quantity(dimension);
    if dimension.is_one() {
        return "dimensionless number".to_string();
    }
    if quantity.starts_with("a quantity in ") {
        return format!("[{text}]");
    }
    let name = quantity.strip_prefix("an ").or(quantity.strip_prefix("a ")).unwrap_or(&quantity);
    format!("{name} [{text}]")
}

fn operands(message: String, odd: Operand, other: Operand) -> Diagnostic {
    Diagnostic::error(MISMATCH, odd.0, message).at(shown(odd.1)).label(other.0, shown(other.1))
}

/// Terms of a sum; `left` and `right` are their dimensions in the order of the text.
pub(in crate::check) fn cannot_add(
    subtracts: bool,
    odd: Operand,
    other: Operand,
    (left, right): (Dimension, Dimension),
) -> Diagnostic {
    let (left, right) = (units::quantity(left), units::quantity(right));
    let message = match subtracts {
        false => format!("`+` cannot add {left} and {right}"),
        true => format!("`-` cannot subtract {right} from {left}"),
    };
    operands(message, odd, other)
}

/// Terms of an unrolled sum.
pub(in crate::check) fn terms_differ(term: Span, first: Dimension, other: Dimension) -> Diagnostic {
    let (first, other) = (units::quantity(first), units::quantity(other));
    let message = format!("`sum` cannot add {first} and {other}");
    Diagnostic::error(MISMATCH, term, message).at("its dimension is not the same for each value")
}

/// Operands of a comparison.
pub(in crate::check) fn cannot_compare(operator: &str, left: Operand, right: Operand) -> Diagnostic {
    let (a, b) = (units::quantity(left.1), units::quantity(right.1));
    let message = format!("`{operator}` cannot compare {a} with {b}");
    let odd_first = left.1.is_one();
    if odd_first { operands(message, left, right) } else { operands(message, right, left) }
}

/// Operands of `%`.
pub(in crate::check) fn cannot_take_remainder(left: Operand, right: Operand) -> Diagnostic {
    let (a, b) = (units::quantity(left.1), units::quantity(right.1));
    operands(format!("`%` cannot divide {a} by {b}"), right, left)
        .help("the remainder has a meaning only for two quantities of the same kind")
}

/// Branches of a choice.
pub(in crate::check) fn branches_differ(odd: Operand, other: Operand) -> Diagnostic {
    let (a, b) = if odd.0.start < other.0.start { (odd.1, other.1) } else { (other.1, odd.1) };
    let message = format!("one choice is {}, the other {}", units::quantity(a), units::quantity(b));
    operands(message, odd, other)
}

/// Arguments of `min`, `max`, `clip`.
pub(in crate::check) fn different_arguments(function: &str, first: Operand, other: Operand) -> Diagnostic {
    let (a, b) = (units::quantity(first.1), units::quantity(other.1));
    operands(format!("`{function}` cannot compare {a} with {b}"), other, first)
}

/// An expression that is not what its place demands.
pub(in crate::check) fn mismatch(
    span: Span,
    found: Dimension,
    wanted: Dimension,
    because: Option<(Span, &str)>,
) -> Diagnostic {
    let (is, must) = (units::quantity(found), units::quantity(wanted));
    let diagnostic =
        Diagnostic::error(MISMATCH, span, format!("this must be {must}, but it is {is}")).at(shown(found));
    match because {
        Some((place, clause)) if place != span => diagnostic.label(place, clause),
        Some((_, clause)) => diagnostic.at(format!("{}; {clause}", shown(found))),
        None => diagnostic,
    }
}

/// A unit after a number of elements.
pub(in crate::check) fn needless(span: Span, what: &str, found: Dimension, number: &str) -> Diagnostic {
    let message = format!("{what} is a plain number, but this is {}", units::quantity(found));
    Diagnostic::error(MISMATCH, span, message).at(shown(found)).fix(format!("Write `{number}`"), span, number)
}

/// A constant whose unit does not fit where it is used.
pub(in crate::check) fn wrong_constant(
    span: Span,
    name: &str,
    found: Dimension,
    wanted: Dimension,
    uses: &[Span],
) -> Diagnostic {
    let (is, must) = (units::quantity(found), units::quantity(wanted));
    let message = format!("`{name}` must be {must}, but it is {is}");
    let told = Diagnostic::error(MISMATCH, span, message).at(shown(found));
    let text = |at| if at == 0 { format!("used as {must}") } else { "and here".to_string() };
    uses.iter().take(3).enumerate().fold(told, |told, (at, place)| told.label(*place, text(at)))
}

/// A declaration, or the default of a parameter, whose unit explains several errors.
pub(in crate::check) fn wrong_declaration(
    span: Span,
    name: &str,
    found: Dimension,
    wanted: Dimension,
    misfits: &[Span],
) -> Diagnostic {
    let (is, must) = (units::quantity(found), units::quantity(wanted));
    let message = format!("`{name}` must be {must}, but its unit makes it {is}");
    let told = Diagnostic::error(MISMATCH, span, message).at(shown(found));
    let text = |at| if at == 0 { "so this does not fit" } else { "nor does this" };
    misfits.iter().take(3).enumerate().fold(told, |told, (at, place)| told.label(*place, text(at)))
}

/// The argument of a function of dimensionless numbers.
pub(in crate::check) fn not_dimensionless(function: &str, span: Span, found: Dimension) -> Diagnostic {
    let message = format!("`{function}` takes a dimensionless number, not {}", units::quantity(found));
    Diagnostic::error("units::not-dimensionless", span, message).at(shown(found))
}

/// `//` of quantities.
pub(in crate::check) fn floor_division(operand: Operand, at: Span, same: bool) -> Diagnostic {
    let message = format!("`//` takes dimensionless numbers, not {}", units::quantity(operand.1));
    let diagnostic = Diagnostic::error("units::not-dimensionless", operand.0, message).at(shown(operand.1));
    if same {
        diagnostic.help("how often one fits into the other is `floor(a/b)`, or `timestep(a, b)` for times")
    } else {
        diagnostic.help("`/` divides quantities").fix("Write `/`", at, "/")
    }
}

/// An exponent with a dimension.
pub(in crate::check) fn exponent_with_dimension(span: Span, found: Dimension) -> Diagnostic {
    let message = format!("an exponent is a dimensionless number, not {}", units::quantity(found));
    Diagnostic::error("units::not-dimensionless", span, message).at(shown(found))
}

/// A varying power of a quantity.
pub(in crate::check) fn exponent_not_constant(span: Span, base: Operand) -> Diagnostic {
    let message = format!("the exponent of {} must be a constant", units::quantity(base.1));
    Diagnostic::error("units::exponent", span, message)
        .at("this varies, and with it the dimension of the power")
        .label(base.0, shown(base.1))
        .help("divide the base by a quantity of its kind, so that it is dimensionless")
}

/// An exponent that is no simple fraction.
pub(in crate::check) fn exponent(span: Span, value: f64) -> Diagnostic {
    let message = format!("the exponent of a quantity must be a simple fraction, not {value}");
    Diagnostic::error("units::exponent", span, message)
        .help("divide the base by a quantity of its kind, so that it is dimensionless")
}

/// Exponents beyond all sense.
pub(in crate::check) fn out_of_range(span: Span) -> Diagnostic {
    Diagnostic::error("units::exponent", span, "the dimension of this is out of range")
        .at("its unit would have an exponent that is too large or too odd")
}

/// What to write for temperatures in degrees Celsius, which have another zero than kelvin.
pub(super) const CELSIUS: &str = "temperatures are in kelvin: `zero_celsius + 36 kelvin` is 36 °C";

/// A name after a number that is no unit.
pub(in crate::check) fn not_a_unit(name: &Name, quantity: Span, number: &str, known: bool) -> Diagnostic {
    let text = &name.text;
    let diagnostic = Diagnostic::error("units::unknown", name.span, format!("`{text}` is not a unit"))
        .at("only a unit can stand directly after a number");
    let between = Span { end: name.span.start, start: quantity.start + number.len() as u32, ..quantity };
    let similar = units::similar(text);
    let is_time = matches!(&**text, "min" | "h" | "d");
    if known && !is_time {
        return diagnostic.help(format!("to multiply by `{text}`, write a `*` before it")).fix(
            "Write `*`",
            between,
            "*",
        );
    }
    match &**text {
        "M" => diagnostic.help("the unit of concentration is written `molar`, or `mM`, `uM`, `nM`"),
        "percent" => match number.parse::<f64>() {
            Ok(number) => diagnostic.help("a percentage is a fraction of 1").fix(
                format!("Write `{}`", number / 100.0),
                quantity,
                format!("{}", number / 100.0),
            ),
            Err(_) => diagnostic.help("a percentage is a fraction of 1"),
        },
        "celsius" | "degC" => diagnostic.help(CELSIUS),
        "min" | "minute" | "minutes" => diagnostic.help("there are no minutes: write `60 s` for one"),
        "h" | "hour" | "hours" => diagnostic.help("there are no hours: write `3600 s` for one"),
        "d" | "day" | "days" => diagnostic.help("there are no days: write `86400 s` for one"),
        _ => suggestion(diagnostic, name, &similar),
    }
}

/// A name after `:` that is no unit.
pub(in crate::check) fn unknown_unit(name: &Name) -> Diagnostic {
    let text = &name.text;
    let diagnostic = Diagnostic::error("units::unknown", name.span, format!("`{text}` is not a unit"));
    match &**text {
        "float" | "double" | "real" | "number" | "dimensionless" => {
            diagnostic.at("the unit of a dimensionless number is `1`").fix("Write `1`", name.span, "1")
        }
        "bool" => diagnostic.help("the type of conditions is `boolean`").fix(
            "Write `boolean`",
            name.span,
            "boolean",
        ),
        "int" => diagnostic.help("the type of whole numbers is `integer`").fix(
            "Write `integer`",
            name.span,
            "integer",
        ),
        "M" => diagnostic.help("the unit of concentration is written `molar`, or `mM`, `uM`, `nM`"),
        "celsius" | "degC" => diagnostic.help(CELSIUS),
        _ => {
            let similar = units::similar(text);
            if similar.is_empty() {
                return diagnostic
                    .help("a unit stands here, such as `volt`, `mV` or `nS/cm2`; `1` is dimensionless");
            }
            suggestion(diagnostic, name, &similar)
        }
    }
}

fn suggestion(diagnostic: Diagnostic, name: &Name, similar: &[String]) -> Diagnostic {
    let Some(first) = similar.first() else { return diagnostic };
    diagnostic.help(format!("did you mean {}?", one_of(similar))).fix(
        format!("Write `{first}`"),
        name.span,
        first.as_str(),
    )
}

/// Something else than a unit where only one can stand.
pub(in crate::check) fn no_unit_here(span: Span) -> Diagnostic {
    Diagnostic::error("units::unknown", span, "this is not a unit")
        .help("a unit is a product of powers of units, such as `nS/cm**2`; `1` is dimensionless")
}

/// A number in a unit.
pub(in crate::check) fn number_in_unit(span: Span) -> Diagnostic {
    Diagnostic::error("units::unknown", span, "a unit has no factor")
        .at("only `1` can stand here, for dimensionless")
        .help("use a prefix: `mV`, `kHz`")
}

/// A unit in the heading of a table, `w [mV]`, that does not fit.
pub(in crate::check) fn in_file(
    span: Span,
    file: &str,
    [array, unit]: [&str; 2],
    expected: Dimension,
) -> Diagnostic {
    let message =
        format!("`{array}` of `{file}` is in `{unit}`, but {} is expected", units::quantity(expected));
    let diagnostic = Diagnostic::error(MISMATCH, span, message);
    if expected.is_one() {
        return diagnostic.help("leave the unit out of the heading");
    }
    diagnostic.help(format!(
        "write `{array} [{}]`, or with a prefix, and the values in that unit",
        units::text(expected)
    ))
}
