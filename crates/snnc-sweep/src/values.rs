//! The values that a parameter takes: `5 ms, 10 ms`, `1 nS..5 nS/9`, `1 nS..100 nS/5 log`.

use crate::error::Error;
use crate::number;
use crate::quantity::Quantity;

/// More values of one parameter are a slip.
const MOST: usize = 1_000_000;

/// Reads the values of `name`, one text for each: as they are written, or as a range divides it.
pub(crate) fn parse(name: &str, text: &str) -> Result<Vec<String>, Error> {
    let mut values = Vec::new();
    for item in split(text, ',') {
        let item = item.trim();
        if item.is_empty() {
            return Err(Error::refused(format!("a value of `{name}` is missing in `{text}`")));
        }
        match outside_brackets(item, "..") {
            Some(at) => values.extend(range(name, item, at)?),
            None => values.push(item.to_string()),
        }
    }
    Ok(values)
}

/// The values of `A..B/N` or `A..B/N log`; the dots are `at`.
fn range(name: &str, text: &str, at: usize) -> Result<Vec<String>, Error> {
    let wrong = |why: &str| {
        Error::refused(format!(
            "`{text}` is no range of values of `{name}`: {why}\n  help: 9 values from 1 to 5 nS are `1 nS..5 nS/9`, and by a common \
             factor `1 nS..5 nS/9 log`"
        ))
    };
    let (first, rest) = (&text[..at], &text[at + 2..]);
    let (rest, log) = match rest.trim_end().strip_suffix("log") {
        Some(rest) => (rest.trim_end(), true),
        None => (rest.trim_end(), false),
    };
    let slash = rest.rfind('/').ok_or_else(|| wrong("it does not say how many"))?;
    let count = rest[slash + 1..].trim();
    let count: usize = count.parse().map_err(|_| wrong("it does not say how many"))?;
    if !(2..=MOST).contains(&count) {
        return Err(wrong("it has from 2 values on, and a million at most"));
    }
    let end = |text: &str| Quantity::parse(text).ok_or_else(|| wrong("each end is a number with its unit"));
    let (first, last) = (end(first)?, end(&rest[..slash])?);
    // `1..5 nS` means `1 nS..5 nS`.
    let first = if first.unit.is_empty() { last.with(first.number) } else { first };
    let first = first.in_unit_of(&last).ok_or_else(|| wrong("its ends measure different things"))?;
    let (a, b) = (first.number, last.number);
    if log && a * b <= 0.0 {
        return Err(wrong("by a common factor one gets neither to zero nor beyond"));
    }
    let steps = (count - 1) as f64;
    let inner = |k: usize| {
        let part = k as f64 / steps;
        number::rounded(if log { a * (b / a).powf(part) } else { a + (b - a) * part })
    };
    let value = |k: usize| match k {
        0 => a,
        k if k + 1 == count => b,
        k => inner(k),
    };
    Ok((0..count).map(|k| last.with(value(k)).text()).collect())
}

/// Where `what` first stands outside of all brackets.
fn outside_brackets(text: &str, what: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ if depth == 0 && text[at..].starts_with(what) => return Some(at),
            _ => {}
        }
    }
    None
}

/// The parts between commas outside of brackets.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = outside_brackets(rest, separator.encode_utf8(&mut [0; 4])) {
        parts.push(&rest[..at]);
        rest = &rest[at + separator.len_utf8()..];
    }
    parts.push(rest);
    parts
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn read(text: &str) -> Vec<String> {
        parse("we", text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn values_are_listed_and_ranges_divided() {
        assert_eq!(read("5ms,10 ms"), ["5ms", "10 ms"]);
        assert_eq!(read("1 nS..2 nS/6"), ["1 nS", "1.2 nS", "1.4 nS", "1.6 nS", "1.8 nS", "2 nS"]);
        assert_eq!(read("1..2nS/3, 10 nS"), ["1 nS", "1.5 nS", "2 nS", "10 nS"]);
        assert_eq!(read("500 pS..1.5 nS/3"), ["0.5 nS", "1 nS", "1.5 nS"]);
        assert_eq!(read("1 nS..100 nS/3 log"), ["1 nS", "10 nS", "100 nS"]);
        assert_eq!(read("5..-5/3"), ["5", "0", "-5"]);
        assert_eq!(read("0..1 mV/ms/3"), ["0 mV/ms", "0.5 mV/ms", "1 mV/ms"]);
        assert_eq!(read("[1, 2]*mV, max(a, b)"), ["[1, 2]*mV", "max(a, b)"]);
    }

    #[test]
    fn what_is_no_range_is_told() {
        let wrong = [
            "1..5",
            "1..5/1",
            "1..5/x",
            "a..b/3",
            "1 nS..5 ms/3",
            "0..5/3 log",
            "-1..5/3 log",
            "1..5/9999999",
            "1,,2",
            "",
        ];
        for text in wrong {
            assert!(parse("we", text).is_err(), "{text}");
        }
    }
}
