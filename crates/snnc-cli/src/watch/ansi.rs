//! Text with ANSI's colours as HTML.

/// The text with a `span` around what has a style; the classes are `bold`, `dim`, `italic`, `underline` and `ansi-1` to `ansi-6`
/// for red, green, yellow, blue, magenta and cyan. What else escape sequences say is left out.
pub(super) fn html(text: &str) -> String {
    let mut out = String::new();
    let mut style = Style::default();
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[") {
        style.write(&mut out, &rest[..at]);
        let sequence = &rest[at + 2..];
        let end = sequence.find(|c: char| c.is_ascii_alphabetic());
        let Some(end) = end else { return out };
        if sequence[end..].starts_with('m') {
            style.change(&sequence[..end]);
        }
        rest = &sequence[end + 1..];
    }
    style.write(&mut out, rest);
    out
}

#[derive(Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)]
struct Style {
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
    colour: Option<u8>,
}

impl Style {
    /// As "select graphic rendition" says (ECMA-48, 8.3.117).
    fn change(&mut self, parameters: &str) {
        let mut numbers = parameters.split(';').map(|number| number.parse().unwrap_or(0));
        while let Some(number) = numbers.next() {
            match number {
                0 => *self = Style::default(),
                1 => self.bold = true,
                2 => self.dim = true,
                3 => self.italic = true,
                4 => self.underline = true,
                22 => (self.bold, self.dim) = (false, false),
                23 => self.italic = false,
                24 => self.underline = false,
                31..=36 => self.colour = Some(number - 30),
                91..=96 => self.colour = Some(number - 90),
                30 | 37 | 39 | 90 | 97 => self.colour = None,
                // Colours of a palette or by parts: their numbers belong to them.
                38 | 48 => {
                    let more = if numbers.next() == Some(2) { 3 } else { 1 };
                    numbers.by_ref().take(more).for_each(drop);
                }
                _ => {}
            }
        }
    }

    fn write(&self, out: &mut String, text: &str) {
        if text.is_empty() {
            return;
        }
        let flags =
            [(self.bold, "bold"), (self.dim, "dim"), (self.italic, "italic"), (self.underline, "underline")];
        let mut classes: Vec<String> =
            flags.iter().filter(|(on, _)| *on).map(|(_, name)| (*name).to_string()).collect();
        classes.extend(self.colour.map(|colour| format!("ansi-{colour}")));
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        if classes.is_empty() {
            *out += &escaped;
        } else {
            *out += &format!("<span class=\"{}\">{escaped}</span>", classes.join(" "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn styles_become_spans_and_what_is_html_does_not() {
        assert_eq!(html("a < b & c"), "a &lt; b &amp; c");
        assert_eq!(html("\u{1b}[31;1mwrong\u{1b}[0m text"), "<span class=\"bold ansi-1\">wrong</span> text");
        assert_eq!(html("\u{1b}[38;5;196mx\u{1b}[39m\u{1b}[2Ky\u{1b}["), "xy");
    }
}
