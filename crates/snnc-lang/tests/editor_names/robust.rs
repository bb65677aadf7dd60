//! Texts as they are while they are typed.

use super::support::{models, with_text};
use snnc_lang::editor::{Place, definition, hover, inlay_hints, references, rename};
use snnc_lang::{SourceId, Span};

/// A sequence of numbers without pattern, the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most.max(1)
    }
}

/// Asks everything of a place.
fn ask(text: &str, path: &std::path::Path, byte: usize) {
    let analysis = with_text(path, text);
    let at = Place { source: SourceId(0), byte: byte as u32 };
    let _ = hover(&analysis, at);
    let _ = definition(&analysis, at);
    let _ = references(&analysis, at, true);
    let _ = rename::prepare(&analysis, at);
    let _ = rename::rename(&analysis, at, "other");
    let hints = inlay_hints(&analysis, Span::new(SourceId(0), 0, text.len()));
    assert!(hints.iter().all(|hint| text.is_char_boundary(hint.at as usize)));
    for it in analysis.symbols.uses() {
        assert!(analysis.sources.get(it.span.source).text.get(it.span.range()).is_some());
    }
}

#[test]
fn no_text_and_no_place_is_too_much() {
    let mut numbers = Numbers(11);
    for path in models() {
        let text = std::fs::read_to_string(&path).expect("a readable model");
        let place = |numbers: &mut Numbers, text: &str| {
            let at = numbers.below(text.len() + 1);
            (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
        };
        for _ in 0..3 {
            // Cut off, with a hole, and in the middle of a character.
            let end = place(&mut numbers, &text);
            ask(&text[..end], &path, numbers.below(end + 2));
            let (a, b) = (place(&mut numbers, &text), place(&mut numbers, &text));
            let holed = format!("{}{}", &text[..a.min(b)], &text[a.max(b)..]);
            ask(&holed, &path, numbers.below(holed.len() + 2));
            let doubled = format!("{}{}", &text[..a], &text[b..]);
            ask(&doubled, &path, a);
        }
        ask(&text, &path, text.len() + 5);
    }
    let analysis = with_text(std::path::Path::new("model.eqs"), "x = 1");
    assert!(hover(&analysis, Place { source: SourceId(7), byte: 0 }).is_none());
    assert!(inlay_hints(&analysis, Span::new(SourceId(7), 0, 9)).is_empty());
}
