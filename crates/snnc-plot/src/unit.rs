//! Units as they are printed.

/// A unit in print: `mV*ms` is mV·ms, `uF/cm**2` is µF/cm², `volt*second` V·s; `1` is none.
pub fn printed(written: &str) -> String {
    if written.trim() == "1" {
        return String::new();
    }
    let mut text = String::new();
    let mut rest = written.trim();
    while let Some(letter) = rest.chars().next() {
        if letter.is_alphabetic() {
            let (name, after) = cut(rest, |c| c.is_alphanumeric() || c == '_');
            text += &symbol(name);
            rest = after;
            continue;
        }
        rest = &rest[letter.len_utf8()..];
        match letter {
            '*' if rest.starts_with('*') => rest = raise(&mut text, &rest[1..]),
            '^' => rest = raise(&mut text, rest),
            '*' | '/' => {
                text.truncate(text.trim_end().len());
                text.push(if letter == '*' { '·' } else { '/' });
                rest = rest.trim_start();
            }
            letter => text.push(letter),
        }
    }
    text
}

/// The beginning of a text that consists of such letters, and the rest.
fn cut(text: &str, of: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !of(c)).unwrap_or(text.len()))
}

/// Writes the power with which a text begins, raised if it is whole, and returns the rest.
fn raise<'t>(text: &mut String, rest: &'t str) -> &'t str {
    text.truncate(text.trim_end().len());
    let open = rest.trim_start();
    let inside = open.strip_prefix('(');
    let (power, after) = cut(inside.unwrap_or(open), |c| c.is_ascii_digit() || "-./".contains(c));
    match power.parse() {
        Ok(power) => *text += &superscript(power),
        Err(_) => text.extend(["^", power]),
    }
    if inside.is_some() { after.strip_prefix(')').unwrap_or(after) } else { after }
}

/// The symbol of a unit that may be written out, or with `u` for µ.
fn symbol(name: &str) -> String {
    const NAMES: [(&str, &str); 14] = [
        ("second", "s"),
        ("metre", "m"),
        ("meter", "m"),
        ("volt", "V"),
        ("amp", "A"),
        ("ampere", "A"),
        ("siemens", "S"),
        ("ohm", "Ω"),
        ("farad", "F"),
        ("hertz", "Hz"),
        ("coulomb", "C"),
        ("joule", "J"),
        ("watt", "W"),
        ("molar", "M"),
    ];
    const PREFIXES: [char; 10] = ['f', 'p', 'n', 'u', 'm', 'c', 'd', 'k', 'M', 'G'];
    const MICRO: [&str; 13] = ["s", "m", "V", "A", "S", "F", "Hz", "C", "J", "W", "M", "mol", "ohm"];
    let of = |name: &str| NAMES.iter().find(|(long, _)| *long == name).map(|(_, short)| *short);
    if let Some(short) = of(name) {
        return short.to_string();
    }
    let mut letters = name.chars();
    let prefix = letters.next().filter(|letter| PREFIXES.contains(letter));
    let (prefix, unit) = (prefix.unwrap_or_default(), letters.as_str());
    let shown = if prefix == 'u' { 'µ' } else { prefix };
    match of(unit) {
        Some(short) if prefix != char::default() => format!("{shown}{short}"),
        _ if prefix == 'u' && MICRO.contains(&unit) => format!("µ{unit}"),
        _ => name.to_string(),
    }
}

/// A whole number in raised digits.
pub fn superscript(number: i32) -> String {
    let raised = |digit: char| match digit {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        digit => char::from_u32(0x2070 + digit as u32 - '0' as u32).unwrap_or(digit),
    };
    number.to_string().chars().map(raised).collect()
}
