//! Names as they are compared, and names that resemble one another.

use std::sync::Arc;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// NFC, with the micro sign as the Greek letter it looks like (NFC itself turns the ohm sign into `Ω`).
pub fn normalise(text: &str) -> Arc<str> {
    if text.is_ascii() || (is_nfc(text) && !text.contains('µ')) {
        return text.into();
    }
    text.nfc().map(|c| if c == 'µ' { 'μ' } else { c }).collect::<String>().into()
}

/// The candidate nearest to `word`, if it is near enough to have been meant.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let allowed = match word.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=40 => 2,
        _ => return None,
    };
    let near = candidates.into_iter().map(|candidate| (distance(word, candidate), candidate));
    near.filter(|(distance, _)| *distance <= allowed).min_by_key(|(distance, _)| *distance).map(|(_, c)| c)
}

/// How many letters must be changed, added, left out or swapped with their neighbour; capitals do not count.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) =
        (a.to_lowercase().chars().collect(), b.to_lowercase().chars().collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_look_alike_are_one_name() {
        assert_eq!(normalise("\u{b5}m"), normalise("\u{3bc}m"));
        assert_eq!(normalise("\u{2126}"), normalise("\u{3a9}"));
        assert_eq!(normalise("e\u{301}"), normalise("\u{e9}"));
    }

    #[test]
    fn the_nearest_word_was_meant() {
        let sections = ["threshold", "reset", "refractory", "init"];
        assert_eq!(nearest("treshold", sections), Some("threshold"));
        assert_eq!(nearest("rest", sections), Some("reset"));
        assert_eq!(nearest("intit", sections), Some("init"));
        assert_eq!(nearest("v", sections), None);
        assert_eq!(nearest("conductance", sections), None);
    }
}
