//! Text in HTML.

use std::fmt::Display;

/// A text as it may stand between tags and in quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // What no HTML text may hold.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' => escaped.push('\u{fffd}'),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// A name as a part of an `id`: what is no letter or digit is written by its number.
pub(crate) fn identifier(prefix: &str, name: &str) -> String {
    let mut id = format!("{prefix}-");
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else {
            id.push_str(&format!("-{:x}", u32::from(c)));
        }
    }
    id
}

/// A row of a table of two columns.
pub(crate) fn row(head: &str, value: impl Display) -> String {
    format!("<tr><th scope=\"row\">{head}</th><td>{value}</td></tr>\n")
}

/// Prose of a model's author: names in backquotes become code, DOIs become links.
pub(crate) fn prose(text: &str) -> String {
    let mut out = String::new();
    for (at, part) in text.split('`').enumerate() {
        let last = text.matches('`').count() == at;
        match at % 2 {
            1 if !last => out.push_str(&format!("<code>{}</code>", escape(part))),
            1 => out.push_str(&format!("`{}", linked(part))),
            _ => out.push_str(&linked(part)),
        }
    }
    out
}

/// DOIs lead to what they name.
fn linked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("doi:10.") {
        let end = rest[at..].find([' ', ',', ';', ')', '\n', '"']).map_or(rest.len(), |length| at + length);
        let found = rest[at..end].trim_end_matches(['.', ':']);
        let doi = escape(&found["doi:".len()..]);
        out.push_str(&escape(&rest[..at]));
        out.push_str(&format!("<a href=\"https://doi.org/{doi}\">doi:{doi}</a>"));
        rest = &rest[at + found.len()..];
    }
    out + &escape(rest)
}
