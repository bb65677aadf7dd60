//! Bytes of a text, and the lines and columns by which editors count.

use gen_lsp_types::{Position, PositionEncodingKind, Range};
use snnc_lang::Span;
use std::sync::Arc;

/// What a column counts. Lines are counted alike by all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of UTF-16, of which `𝜏` has two: what all editors know.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    pub(crate) fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn units(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }

    /// How long a text is.
    pub(crate) fn length(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            _ if text.is_ascii() => text.len(),
            _ => text.chars().map(|c| self.units(c)).sum(),
        }
    }
}

/// A text with its index of lines. They end with `\n`, `\r\n` or `\r`.
#[derive(Debug, Clone)]
pub(crate) struct Lines {
    text: Arc<str>,
    /// Where each line starts.
    starts: Vec<u32>,
    encoding: Encoding,
}

impl Lines {
    pub(crate) fn new(text: impl Into<Arc<str>>, encoding: Encoding) -> Lines {
        let text = text.into();
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at as u32 + 1)).collect();
        Lines { text, starts, encoding }
    }

    pub(crate) fn text(&self) -> &Arc<str> {
        &self.text
    }

    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The text of a line without its end, and where it starts; beyond the last one nothing.
    fn line(&self, line: usize) -> (&str, usize) {
        let bound = |line: usize| self.starts.get(line).map_or(self.text.len(), |start| *start as usize);
        let start = bound(line);
        let text = self.text.get(start..bound(line + 1)).unwrap_or("");
        let text = text.strip_suffix('\n').unwrap_or(text);
        (text.strip_suffix('\r').unwrap_or(text), start)
    }

    /// Where a byte is. Within a character it counts as the start of that.
    pub(crate) fn position(&self, byte: u32) -> Position {
        let byte = self.text.floor_char_boundary((byte as usize).min(self.text.len()));
        let line = self.starts.partition_point(|start| *start as usize <= byte) - 1;
        let before = &self.text[self.starts[line] as usize..byte];
        Position { line: line as u32, character: self.encoding.length(before) as u32 }
    }

    /// The byte at a position. Beyond the end of a line it is that end; beyond the last line, the end of the text; within a
    /// character, its start.
    pub(crate) fn byte(&self, position: Position) -> u32 {
        let (text, start) = self.line(position.line as usize);
        let mut left = position.character as usize;
        let before = text.chars().take_while(|c| {
            let units = self.encoding.units(*c);
            let fits = units <= left;
            left = if fits { left - units } else { 0 };
            fits
        });
        (start + before.map(char::len_utf8).sum::<usize>()) as u32
    }

    /// How long a span within a line is.
    pub(crate) fn length(&self, span: Span) -> u32 {
        self.encoding.length(self.text.get(span.range()).unwrap_or("")) as u32
    }

    /// The range of a span.
    pub(crate) fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The bytes in a range, the smaller first.
    pub(crate) fn bytes(&self, range: Range) -> std::ops::Range<usize> {
        let (start, end) = (self.byte(range.start) as usize, self.byte(range.end) as usize);
        start.min(end)..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn every_encoding_counts_its_units() {
        let text = "µ = 1 Ω # τ\r\n𝜏m = 2 ms\n";
        let m = text.find("m =").expect("an m") as u32;
        for (encoding, column) in ALL.into_iter().zip([4, 2, 1]) {
            let lines = Lines::new(text, encoding);
            assert_eq!(lines.position(m), at(1, column), "{encoding:?}");
            assert_eq!(lines.byte(at(1, column)), m, "{encoding:?}");
        }
        let ohm = text.find('Ω').expect("an Ω") as u32;
        assert_eq!(Lines::new(text, Encoding::Utf8).position(ohm), at(0, 7));
        assert_eq!(Lines::new(text, Encoding::Utf16).position(ohm), at(0, 6));
    }

    #[test]
    fn positions_beyond_the_text_are_at_its_ends() {
        for encoding in ALL {
            let lines = Lines::new("ab\r\ncd\re𝜏\n", encoding);
            assert_eq!(lines.byte(at(0, 99)), 2, "the end of a line is before its `\\r\\n`");
            assert_eq!(lines.byte(at(1, 99)), 6, "`\\r` alone ends a line");
            assert_eq!(lines.byte(at(2, u32::MAX)), 12);
            assert_eq!(lines.byte(at(3, 5)), 13);
            assert_eq!(lines.byte(at(u32::MAX, 0)), 13);
        }
    }

    #[test]
    fn a_position_within_a_character_is_at_its_start() {
        assert_eq!(Lines::new("𝜏m", Encoding::Utf16).byte(at(0, 1)), 0);
        assert_eq!(Lines::new("𝜏m", Encoding::Utf8).byte(at(0, 3)), 0);
        assert_eq!(Lines::new("𝜏m", Encoding::Utf16).position(2), at(0, 0));
    }

    #[test]
    fn positions_and_bytes_are_inverse() {
        let text = "# µΩτ𝜏\r\n\r\nx = 1 ms\ny\r𝜏 = 2\n\n";
        for encoding in ALL {
            let lines = Lines::new(text, encoding);
            // Between `\r` and `\n` there is no position.
            for (byte, _) in
                text.char_indices().filter(|(byte, _)| !text[..*byte].ends_with('\r') || *byte == 22)
            {
                assert_eq!(lines.byte(lines.position(byte as u32)), byte as u32, "{encoding:?} {byte}");
            }
        }
    }
}
