//! What can be folded.

use crate::session::{Answer, Session};
use gen_lsp_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};
use snnc_lang::editor::{FoldKind, folds};

/// `textDocument/foldingRange`, by lines, as editors fold.
pub(crate) fn folding_ranges(
    session: &Session<'_>,
    asked: &FoldingRangeParams,
) -> Answer<Option<Vec<FoldingRange>>> {
    let model = session.asked(&asked.text_document)?;
    let folds = folds(&model.analysis).into_iter().map(|fold| {
        let range = model.range(fold.span);
        FoldingRange {
            start_line: range.start.line,
            end_line: range.end.line,
            kind: match fold.kind {
                FoldKind::Region => None,
                FoldKind::Comment => Some(FoldingRangeKind::Comment),
                FoldKind::Imports => Some(FoldingRangeKind::Imports),
            },
            ..FoldingRange::default()
        }
    });
    Ok(Some(folds.collect()))
}
