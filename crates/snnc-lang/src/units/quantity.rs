//! How dimensions are said and written: "a voltage", `V/s`.

use super::{Dimension, Ratio, after_number};
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// What people call a quantity of this dimension, with its article: "a current", "a dimensionless number",
/// "a quantity in A·s^0.5".
pub fn quantity(dimension: Dimension) -> String {
    const NAMES: &[(&str, &str, &str)] = &[
        ("a voltage", "V", ""),
        ("a current", "A", ""),
        ("a conductance", "S", ""),
        ("a capacitance", "F", ""),
        ("a resistance", "ohm", ""),
        ("a time", "s", ""),
        ("a frequency", "Hz", ""),
        ("a length", "m", ""),
        ("an area", "m2", ""),
        ("a volume", "m3", ""),
        ("a charge", "C", ""),
        ("a mass", "kg", ""),
        ("a temperature", "K", ""),
        ("an amount of substance", "mol", ""),
        ("a concentration", "mol", "m3"),
        ("an energy", "J", ""),
        ("a force", "N", ""),
        ("a pressure", "Pa", ""),
        ("a power", "W", ""),
        ("a magnetic flux", "Wb", ""),
        ("a magnetic flux density", "T", ""),
        ("an inductance", "H", ""),
        ("a luminous intensity", "cd", ""),
        ("a velocity", "m", "s"),
        ("a voltage per time", "V", "s"),
        ("a current per time", "A", "s"),
        ("a conductance per time", "S", "s"),
        ("a current per area", "A", "m2"),
        ("a conductance per area", "S", "m2"),
        ("a capacitance per area", "F", "m2"),
        ("a charge per area", "C", "m2"),
        ("a conductance per length", "S", "m"),
    ];
    static TABLE: OnceLock<Vec<(Dimension, &'static str)>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let dimension = |above: &str, below: &str| {
            let above = after_number(above)?.dimension;
            if below.is_empty() { Some(above) } else { above.over(after_number(below)?.dimension) }
        };
        NAMES.iter().filter_map(|&(name, above, below)| Some((dimension(above, below)?, name))).collect()
    });
    if dimension.is_one() {
        return "a dimensionless number".to_string();
    }
    let known = table.iter().find(|(d, _)| *d == dimension);
    known.map_or_else(|| format!("a quantity in {}", text(dimension)), |(_, name)| (*name).to_string())
}

/// The coherent unit of this dimension as people write it, electrical units first: `V/s`, `A·s^0.5`, `S/m²`; `1` if
/// dimensionless.
pub fn text(dimension: Dimension) -> String {
    // The search below takes a while, and a model has few dimensions.
    static KNOWN: Mutex<BTreeMap<Dimension, String>> = Mutex::new(BTreeMap::new());
    if dimension.is_one() {
        return "1".to_string();
    }
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry(dimension).or_insert_with(|| compose(dimension)).clone()
}

fn compose(dimension: Dimension) -> String {
    const ORDER: [&str; 13] = ["kg", "J", "C", "V", "A", "S", "F", "Ω", "m", "s", "K", "mol", "cd"];
    let mut factors = factors(dimension);
    factors.sort_by_key(|(symbol, _)| ORDER.iter().position(|o| o == symbol));
    let write = |factors: &[(&str, Ratio)]| {
        let each: Vec<_> = factors.iter().map(|(symbol, e)| format!("{symbol}{}", exponent(*e))).collect();
        each.join("·")
    };
    let positive: Vec<_> = factors.iter().copied().filter(|(_, e)| e.value() > 0.0).collect();
    let negated = |&(symbol, e): &(&'static str, Ratio)| Some((symbol, e.times(Ratio::from(-1))?));
    let negative: Vec<_> = factors.iter().filter(|(_, e)| e.value() < 0.0).filter_map(negated).collect();
    match (positive.is_empty(), negative.len()) {
        (true, 0) => "1".to_string(),
        (_, 0) => write(&positive),
        (true, 1) => format!("1/{}", write(&negative)),
        (true, _) => format!("1/({})", write(&negative)),
        (false, 1) => format!("{}/{}", write(&positive), write(&negative)),
        (false, _) => format!("{}/({})", write(&positive), write(&negative)),
    }
}

fn exponent(e: Ratio) -> String {
    match (e.numerator(), e.denominator()) {
        (1, 1) => String::new(),
        (2, 1) => "²".to_string(),
        (3, 1) => "³".to_string(),
        (n, 1) => format!("^{n}"),
        (_, 2 | 4 | 5) => format!("^{}", e.value()),
        (n, d) => format!("^({n}/{d})"),
    }
}

/// The product that a person would choose: the one with the least cost among a power of an electrical unit (or joule) times powers
/// of a few others.
fn factors(dimension: Dimension) -> Vec<(&'static str, Ratio)> {
    const HEADS: [&str; 7] = ["V", "A", "S", "F", "C", "ohm", "J"];
    const TAILS: [&str; 6] = ["m", "kg", "s", "A", "K", "mol"];
    const BASE: [&str; 7] = ["m", "kg", "s", "A", "K", "mol", "cd"];
    let base: Vec<_> = BASE.into_iter().zip(dimension.0).filter(|(_, e)| *e != Ratio::ZERO).collect();
    let mut best = (cost(&base), base);
    let mut consider = |factors: Vec<(&'static str, Ratio)>| {
        let cost = cost(&factors);
        if cost < best.0 {
            best = (cost, factors);
        }
    };
    let of = |symbol: &str| after_number(symbol).map_or(Dimension::ONE, |unit| unit.dimension);
    let halves = [2, -2, 4, -4, 1, -1].map(|n| Ratio::new(n, 2).unwrap_or(Ratio::ONE));
    let named = ["Hz", "J", "N", "Pa", "W", "Wb", "T", "H"];
    for symbol in HEADS.iter().chain(&named) {
        if of(symbol) == dimension {
            return vec![(if *symbol == "ohm" { "Ω" } else { symbol }, Ratio::ONE)];
        }
    }
    for head in HEADS {
        for power in halves {
            let Some(rest) = of(head).power(power).and_then(|d| dimension.over(d)) else { continue };
            let head = if head == "ohm" { "Ω" } else { head };
            let with = |tails: &mut Vec<(&'static str, Ratio)>| {
                tails.insert(0, (head, power));
                std::mem::take(tails)
            };
            let base = BASE.into_iter().zip(rest.0).filter(|(_, e)| *e != Ratio::ZERO);
            consider(with(&mut base.collect()));
            for other in HEADS {
                for second in halves {
                    let Some(rest) = of(other).power(second).and_then(|d| rest.over(d)) else { continue };
                    let base = TAILS.into_iter().zip(rest.0).filter(|(_, e)| *e != Ratio::ZERO);
                    let mut tails: Vec<_> = base.collect();
                    if rest.0[6] == Ratio::ZERO && tails.iter().all(|(symbol, _)| *symbol != "A") {
                        tails.insert(0, (if other == "ohm" { "Ω" } else { other }, second));
                        consider(with(&mut tails));
                    }
                }
            }
        }
    }
    best.1
}

/// Fewer factors, small whole exponents, and rather below the line than a second factor above it.
fn cost(factors: &[(&'static str, Ratio)]) -> u32 {
    let each = |(symbol, e): &(&str, Ratio)| {
        let size = u32::from(e.numerator().unsigned_abs());
        let fraction = if e.denominator() == 1 { 0 } else { 4 };
        let mass = if *symbol == "kg" { 12 } else { 0 };
        let order = match *symbol {
            // Rather ohms than "per siemens".
            "S" if e.value() < 0.0 => 6,
            "V" | "A" | "S" | "s" | "m" | "mol" | "K" => 0,
            "F" => 1,
            _ => 2,
        };
        10 + 2 * size + fraction + mass + order + u32::from(e.value() < 0.0)
    };
    factors.iter().map(each).sum()
}
