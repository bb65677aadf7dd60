//! Names of units, as they are written in a model.

use super::si::{Prefix, Root, si};
use super::{Dimension, Ratio, Unit};
use crate::spelling;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// The symbols that are units everywhere in an expression.
const SYMBOLS: &str = "mV uV nV kV pA nA uA mA pF nF uF mF pS nS uS mS ms us ns Hz kHz MHz kohm Mohm Gohm \
                       mm um nm cm km mM uM nM pM";

/// The unit of that name where nothing but a unit can stand: directly after a number, after `:`.
pub fn after_number(name: &str) -> Option<Unit> {
    with_power(name, |name| find(name, false))
}

/// The unit of that name anywhere in an expression: a full name, or one of a few symbols.
pub fn anywhere(name: &str) -> Option<Unit> {
    with_power(name, |name| {
        let is_symbol = name.len() <= 6 && symbols().contains(spelled(name).as_str());
        find(name, !is_symbol)
    })
}

/// Whether the name is a unit everywhere, so that nothing else can bear it.
pub fn is_reserved(name: &str) -> bool {
    anywhere(name).is_some()
}

/// The full name of the unit that is written by this symbol: `second` for `s`.
pub fn full_name(symbol: &str) -> Option<String> {
    let of = |root: &&Root| root.anywhere && root.bare_symbol && root.symbols.contains(&symbol);
    si().roots.iter().find(of).map(|root| root.names[0].to_string())
}

/// Names of units that a person may have meant, the likeliest first.
pub fn similar(name: &str) -> Vec<String> {
    let mut found = vec![];
    // Only the case is wrong: `mv`, `MS`, `hz`, `khz`.
    for symbol in SYMBOLS.split(' ').chain(["V", "A", "S", "F", "s", "Hz", "ohm", "m"]) {
        if symbol.eq_ignore_ascii_case(name) && symbol != name {
            found.push(symbol.to_string());
        }
    }
    let lower = name.to_lowercase();
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    let short = match lower.as_str() {
        "sec" | "secs" => Some("second"),
        "msec" | "msecs" => Some("ms"),
        "usec" => Some("us"),
        "volts" => Some("volt"),
        "amps" => Some("amp"),
        "siemen" => Some("siemens"),
        "min" | "minute" | "minutes" | "h" | "hour" | "hours" | "d" | "day" | "days" => None,
        _ if name.strip_suffix('s').is_some_and(|n| anywhere(n).is_some()) => name.strip_suffix('s'),
        _ if anywhere(singular).is_some() => Some(singular),
        _ if anywhere(&lower).is_some() => Some(lower.as_str()),
        _ => None,
    };
    found.extend(short.map(str::to_string));
    found.dedup();
    let is_time = matches!(singular, "min" | "minute" | "h" | "hour" | "d" | "day");
    if found.is_empty() && lower.len() > 3 && !is_time {
        found = spelling::similar(&lower, full_names().iter().map(String::as_str));
    }
    found
}

/// The full names of the units of models, with every prefix.
fn full_names() -> &'static Vec<String> {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let roots = || si().roots.iter().filter(|root| root.anywhere).flat_map(|root| root.names.iter());
        let prefixes = || si().prefixes.iter().map(|prefix| prefix.name).chain([""]);
        let mut names: Vec<_> =
            prefixes().flat_map(|prefix| roots().map(move |name| format!("{prefix}{name}"))).collect();
        names.retain(|name| after_number(name).is_some());
        names
    })
}

fn symbols() -> &'static HashSet<&'static str> {
    static SET: OnceLock<HashSet<&'static str>> = OnceLock::new();
    SET.get_or_init(|| SYMBOLS.split(' ').collect())
}

/// `µ` and `Ω` in the spelling of the list above.
fn spelled(name: &str) -> String {
    name.replace(['µ', 'μ'], "u").replace(['Ω', '\u{2126}'], "ohm")
}

/// `cm2`, `um3`.
fn with_power(name: &str, find: impl Fn(&str) -> Option<Unit>) -> Option<Unit> {
    if !name.starts_with(char::is_alphabetic) {
        return None;
    }
    if let Some(unit) = find(name) {
        return Some(unit);
    }
    let last = name.chars().next_back()?;
    let power = match last {
        '2' | '²' => 2,
        '3' | '³' => 3,
        _ => return None,
    };
    find(&name[..name.len() - last.len_utf8()])?.power(Ratio::from(power))
}

/// By prefix and root; with full names alone if `names_only`.
fn find(name: &str, names_only: bool) -> Option<Unit> {
    if let Some(spelling) = spellings().get(name)
        && spelling.fits(names_only)
        && (spelling.named || spelling.root.bare_symbol)
    {
        return Some(spelling.root.unit);
    }
    si().prefixes.iter().find_map(|prefix| prefixed(prefix, name, names_only))
}

/// As a prefix before a root: `mV`, `mvolt`, `millivolt`.
fn prefixed(prefix: &Prefix, name: &str, names_only: bool) -> Option<Unit> {
    let of = |rest: &str| spellings().get(rest).filter(|spelling| spelling.fits(names_only));
    let by_symbol = || prefix.symbols.iter().find_map(|symbol| of(name.strip_prefix(symbol)?));
    let by_name = || of(name.strip_prefix(prefix.name)?).filter(|spelling| spelling.named);
    let spelling = by_symbol().or_else(by_name)?;
    spelling.root.unit.times(Unit::new(Dimension::ONE, prefix.power_of_ten))
}

/// A way to write a root.
struct Spelling {
    root: &'static Root,
    /// By a name rather than a symbol.
    named: bool,
}

impl Spelling {
    fn fits(&self, names_only: bool) -> bool {
        !names_only || (self.named && self.root.anywhere)
    }
}

fn spellings() -> &'static HashMap<&'static str, Spelling> {
    static MAP: OnceLock<HashMap<&'static str, Spelling>> = OnceLock::new();
    MAP.get_or_init(|| {
        let roots = || si().roots.iter();
        let symbols =
            roots().flat_map(|root| root.symbols.iter().map(move |s| (*s, Spelling { root, named: false })));
        // Names come last: `mol` and `ohm` are both.
        let names =
            roots().flat_map(|root| root.names.iter().map(move |n| (*n, Spelling { root, named: true })));
        symbols.chain(names).collect()
    })
}

/// The symbol of the root unit of exactly this dimension, if it has one of its own.
pub(super) fn root_of(dimension: Dimension) -> Option<&'static str> {
    ["V", "A", "S", "F", "ohm", "s", "m", "Hz", "C", "mol", "K", "J", "N", "Pa", "W"]
        .into_iter()
        .find(|symbol| after_number(symbol).is_some_and(|unit| unit.dimension == dimension))
}

/// That symbol with the prefixes of powers of a thousand.
pub(super) fn engineering(root: &str) -> Vec<(String, Unit)> {
    let names = ["f", "p", "n", "u", "m", "", "k", "M", "G"].map(|prefix| format!("{prefix}{root}"));
    names.into_iter().filter_map(|name| after_number(&name).map(|unit| (name, unit))).collect()
}
