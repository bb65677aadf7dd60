//! Formatting: what `snnc fmt` does, as edits of the lines that change.

use crate::checked::Checked;
use crate::session::{Answer, Session};
use gen_lsp_types::{DocumentFormattingParams, DocumentRangeFormattingParams, TextEdit};
use similar::{Algorithm, DiffTag, capture_diff_slices_deadline};
use snnc_lang::format::format;
use snnc_lang::{SourceId, Span};
use std::ops::Range;
use std::time::{Duration, Instant};

/// How long it is tried to make the edits small.
const PATIENCE: Duration = Duration::from_millis(200);

/// `textDocument/formatting`.
pub(crate) fn document(
    session: &Session<'_>,
    asked: &DocumentFormattingParams,
) -> Answer<Option<Vec<TextEdit>>> {
    let model = session.asked(&asked.text_document)?;
    Ok(Some(edits(model, |_| true)))
}

/// `textDocument/rangeFormatting`: what of formatting the whole falls into the lines of a range.
pub(crate) fn range(
    session: &Session<'_>,
    asked: &DocumentRangeFormattingParams,
) -> Answer<Option<Vec<TextEdit>>> {
    let model = session.asked(&asked.text_document)?;
    let lines = asked.range.start.line as usize..asked.range.end.line as usize + 1;
    Ok(Some(edits(model, |changed| {
        changed.start < lines.end && lines.start < changed.end.max(changed.start + 1)
    })))
}

fn edits(model: &Checked, wanted: impl Fn(&Range<usize>) -> bool) -> Vec<TextEdit> {
    let source = model.analysis.sources.get(SourceId(0));
    let mut formatted = format(source).text;
    // How lines end in a document is for the editor to say.
    if source.text.contains("\r\n") {
        formatted = formatted.replace('\n', "\r\n");
    }
    let old: Vec<&str> = source.text.split_inclusive('\n').collect();
    let new: Vec<&str> = formatted.split_inclusive('\n').collect();
    let deadline = Some(Instant::now() + PATIENCE);
    let changes = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, deadline);
    let changes = changes.into_iter().filter(|it| it.tag() != DiffTag::Equal && wanted(&it.old_range()));
    changes
        .map(|change| {
            let length = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
            let start = length(&old[..change.old_range().start]);
            let end = start + length(&old[change.old_range()]);
            let range = model.range(Span::new(source.id, start, end));
            TextEdit { range, new_text: new[change.new_range()].concat() }
        })
        .collect()
}
