//! SVG elements as text.

use crate::figure::Colour;
use crate::font::Weight;
use std::fmt::{self, Display, Write};

/// Text of an SVG file that grows.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) text: String,
}

/// Where a text has its given place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Anchor {
    #[default]
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Style {
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) anchor: Anchor,
    pub(super) faint: bool,
    /// Whether it runs upwards.
    pub(super) upward: bool,
}

/// How high raised digits stand, and how large they are, in ems.
const RAISED: (f64, f64) = (0.36, 0.72);

impl Writer {
    /// Writes as `write!` does; a `String` takes all.
    pub(super) fn put(&mut self, arguments: fmt::Arguments<'_>) {
        let _ = self.text.write_fmt(arguments);
    }

    /// A line of text with its baseline there.
    pub(super) fn line(&mut self, (x, y): (f64, f64), style: Style, text: &str) {
        if text.is_empty() {
            return;
        }
        let (x, y) = (Short(x), Short(y));
        match style.upward {
            true => self.put(format_args!("<text transform=\"translate({x} {y}) rotate(-90)\"")),
            false => self.put(format_args!("<text x=\"{x}\" y=\"{y}\"")),
        }
        self.put(format_args!(" font-size=\"{}\"", Short(style.size)));
        match style.anchor {
            Anchor::Start => {}
            Anchor::Middle => self.text += " text-anchor=\"middle\"",
            Anchor::End => self.text += " text-anchor=\"end\"",
        }
        if style.weight == Weight::Bold {
            self.text += " font-weight=\"bold\"";
        }
        if style.faint {
            self.text += " fill=\"#666\"";
        }
        self.text.push('>');
        self.runs(style.size, text);
        self.text += "</text>\n";
    }

    /// A text with its raised digits as raised spans, since few fonts have all of those letters.
    fn runs(&mut self, size: f64, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let plain = rest.find(|letter| plain_digit(letter).is_some()).unwrap_or(rest.len());
            self.put(format_args!("{}", Escaped(&rest[..plain])));
            rest = &rest[plain..];
            let raised = rest.find(|letter| plain_digit(letter).is_none()).unwrap_or(rest.len());
            if raised > 0 {
                let digits: String = rest[..raised].chars().filter_map(plain_digit).collect();
                let (up, small) = (size * RAISED.0, size * RAISED.1);
                self.put(format_args!(
                    "<tspan dy=\"{}\" font-size=\"{}\">{digits}</tspan>",
                    Short(-up),
                    Short(small)
                ));
                rest = &rest[raised..];
                if !rest.is_empty() {
                    let next = rest.find(|letter| plain_digit(letter).is_some()).unwrap_or(rest.len());
                    self.put(format_args!("<tspan dy=\"{}\">{}</tspan>", Short(up), Escaped(&rest[..next])));
                    rest = &rest[next..];
                }
            }
        }
    }
}

/// How wide a text is as [`Writer::line`] writes it.
pub(super) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let of = |letter: char, size| crate::font::width(letter.encode_utf8(&mut [0; 4]), size, weight);
    let each = text.chars().map(|letter| match plain_digit(letter) {
        Some(digit) => of(digit, size * RAISED.1),
        None => of(letter, size),
    });
    each.sum()
}

/// The digit or sign that a raised one stands for.
fn plain_digit(letter: char) -> Option<char> {
    match letter {
        '⁻' => Some('−'),
        '¹' => Some('1'),
        '²' => Some('2'),
        '³' => Some('3'),
        '⁰' | '⁴'..='⁹' => char::from_digit(letter as u32 - 0x2070, 10),
        _ => None,
    }
}

/// A coordinate with at most two decimals.
#[derive(Debug, Clone, Copy)]
pub(super) struct Short(pub(super) f64);

impl Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = (self.0 * 100.0).round() as i64;
        let (whole, rest) = (hundredths.abs() / 100, hundredths.abs() % 100);
        if hundredths < 0 {
            f.write_str("-")?;
        }
        match (whole, rest) {
            (whole, 0) => write!(f, "{whole}"),
            (0, rest) if rest % 10 == 0 => write!(f, ".{}", rest / 10),
            (0, rest) => write!(f, ".{rest:02}"),
            (whole, rest) if rest % 10 == 0 => write!(f, "{whole}.{}", rest / 10),
            (whole, rest) => write!(f, "{whole}.{rest:02}"),
        }
    }
}

/// A text with the letters replaced that mean something in XML, without those that it does not allow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Escaped<'t>(pub(super) &'t str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|letter| match letter {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\n' | '\t' => f.write_char(' '),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => Ok(()),
            letter => f.write_char(letter),
        })
    }
}

/// A colour in six hexadecimal digits.
impl Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}
