//! Units: upright, by their symbols.

use super::Typesetter;
use crate::html::escape;
use snnc_lang::syntax::ast::{Expr, ExprKind, ProductOp};

/// Full names and symbols.
const NAMES: &[(&str, &str)] = &[
    ("volt", "V"),
    ("ampere", "A"),
    ("amp", "A"),
    ("siemens", "S"),
    ("farad", "F"),
    ("ohm", "Ω"),
    ("second", "s"),
    ("metre", "m"),
    ("meter", "m"),
    ("kilogram", "kg"),
    ("gram", "g"),
    ("mole", "mol"),
    ("mol", "mol"),
    ("kelvin", "K"),
    ("hertz", "Hz"),
    ("coulomb", "C"),
    ("joule", "J"),
    ("newton", "N"),
    ("pascal", "Pa"),
    ("watt", "W"),
    ("weber", "Wb"),
    ("tesla", "T"),
    ("henry", "H"),
    ("radian", "rad"),
    ("candela", "cd"),
    ("lumen", "lm"),
    ("molar", "M"),
    ("litre", "l"),
    ("liter", "l"),
    ("lux", "lx"),
];

const PREFIXES: &[(&str, &str)] = &[
    ("tera", "T"),
    ("giga", "G"),
    ("mega", "M"),
    ("kilo", "k"),
    ("hecto", "h"),
    ("deci", "d"),
    ("centi", "c"),
    ("milli", "m"),
    ("micro", "µ"),
    ("nano", "n"),
    ("pico", "p"),
    ("femto", "f"),
    ("atto", "a"),
    ("u", "µ"),
];

/// The symbol of a unit, and its power: `um2` is `µm` and 2.
pub(crate) fn symbol(name: &str) -> (String, Option<char>) {
    let (name, power) = match name.chars().last() {
        Some('2' | '²') => (name.trim_end_matches(['2', '²']), Some('2')),
        Some('3' | '³') => (name.trim_end_matches(['3', '³']), Some('3')),
        _ => (name, None),
    };
    let prefix = |text: &str| {
        let known = PREFIXES.iter().find(|(long, _)| *long == text);
        known.map_or_else(|| text.to_string(), |(_, short)| (*short).to_string())
    };
    let full = NAMES.iter().find_map(|(long, short)| name.strip_suffix(long).map(|before| (before, *short)));
    let symbol = match full {
        Some((before, short)) => prefix(before) + short,
        // `u` stands for micro before any symbol, and is none itself.
        None => match name.strip_prefix('u').filter(|rest| !rest.is_empty()) {
            Some(rest) => format!("µ{rest}"),
            None => name.replace('μ', "µ"),
        },
    };
    (symbol, power)
}

/// A unit as plain text: `µm²`, `mS/cm²`.
pub(crate) fn text(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Name(name) => {
            let (symbol, power) = symbol(&name.text);
            let power = power.map_or("", |power| if power == '2' { "²" } else { "³" });
            symbol + power
        }
        ExprKind::Product { first, rest } => {
            let mut all = text(first);
            for (op, _, factor) in rest {
                all.push(if *op == ProductOp::Div { '/' } else { '·' });
                all.push_str(&text(factor));
            }
            all
        }
        ExprKind::Power { base, exponent } => format!("{}{}", text(base), superscript(&exponent.to_string())),
        _ => expr.to_string(),
    }
}

fn superscript(text: &str) -> String {
    let raised = |c: char| match c {
        '-' => Some('⁻'),
        '0' => Some('⁰'),
        '1' => Some('¹'),
        '2' => Some('²'),
        '3' => Some('³'),
        '4'..='9' => char::from_u32(u32::from('⁴') + c as u32 - '4' as u32),
        _ => None,
    };
    let all: Option<String> = text.chars().map(raised).collect();
    all.unwrap_or_else(|| format!("^{text}"))
}

/// A unit by its name, raised to a power of −1 below a line.
pub(super) fn unit(name: &str, below: bool) -> String {
    let (symbol, power) = symbol(name);
    let symbol = format!("<mi mathvariant=\"normal\" class=\"unit\">{}</mi>", escape(&symbol));
    let minus = if below { "<mo form=\"prefix\">−</mo>" } else { "" };
    match power.or(below.then_some('1')) {
        Some(power) => format!("<msup>{symbol}<mrow>{minus}<mn>{power}</mn></mrow></msup>"),
        None => symbol,
    }
}

impl Typesetter<'_> {
    /// What stands for a unit after a number.
    pub(super) fn unit(self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Name(name) => unit(&name.text, false),
            ExprKind::Power { base, exponent } => {
                let exponent = self.placed(exponent, super::Place::default().in_script());
                format!("<msup>{}<mrow>{exponent}</mrow></msup>", self.unit(base))
            }
            _ => self.expression(expr),
        }
    }
}
