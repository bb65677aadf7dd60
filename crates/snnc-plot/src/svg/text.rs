//! Texts that are cut into lines.

use super::writer::width;
use crate::font::Weight;

/// Cuts a text into lines of at most that width, at blanks; a single word may be wider.
pub(super) fn wrapped(text: &str, size: f64, weight: Weight, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    // No-break and thin spaces hold a number and its unit together.
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line)
                if width(line, size, weight) + width(" ", size, weight) + width(word, size, weight)
                    <= room =>
            {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}
