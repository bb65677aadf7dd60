//! Characters that look or read like those of the language, as word processors and input methods produce them.

/// What was meant by a character that is none of the language; empty if it is invisible.
pub(super) fn meant(c: char) -> Option<&'static str> {
    Some(match c {
        '–' | '—' | '‒' | '‐' | '‑' | '―' | '﹣' => "-",
        '÷' | '∕' | '⁄' => "/",
        '∗' | '⋅' | '∙' | '•' | '✕' | '⨯' => "*",
        '∧' => "and",
        '∨' => "or",
        '¬' => "not ",
        '∞' => "inf",
        '≔' => "=",
        '、' => ",",
        '➔' | '➜' | '➞' | '⟹' => "->",
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}' => "",
        // The ASCII characters, drawn as wide as Chinese ones.
        '\u{ff01}'..='\u{ff5e}' => {
            const ASCII: &str = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
            let at = (u32::from(c) - 0xff01) as usize;
            &ASCII[at..=at]
        }
        _ => return None,
    })
}

/// The digit or sign that stands raised.
pub(super) fn superscript(c: char) -> Option<char> {
    const RAISED: [char; 11] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁻'];
    let at = RAISED.iter().position(|raised| *raised == c)?;
    Some(char::from_digit(at as u32, 10).unwrap_or('-'))
}
