//! What is shown beside the text: of what the pointer is at, and all the time.

use crate::session::{Answer, Session};
use gen_lsp_types::{Hover, HoverParams, InlayHint, InlayHintKind, InlayHintParams};
use snnc_lang::SourceId;
use snnc_lang::editor::{InlayKind, hover, inlay_hints};

/// `textDocument/hover`.
pub(crate) fn hovered(session: &Session<'_>, asked: &HoverParams) -> Answer<Option<Hover>> {
    let (model, place) = session.asked_at(&asked.text_document_position_params)?;
    Ok(hover(&model.analysis, place).map(|known| Hover {
        contents: session.client.markup(known.markdown).into(),
        range: Some(model.range(known.span)),
    }))
}

/// `textDocument/inlayHint`.
pub(crate) fn hints(session: &Session<'_>, asked: &InlayHintParams) -> Answer<Option<Vec<InlayHint>>> {
    let model = session.asked(&asked.text_document)?;
    let hints = inlay_hints(&model.analysis, model.span(asked.range)).into_iter();
    let hints = hints.map(|hint| InlayHint {
        position: model.lines(SourceId(0)).position(hint.at),
        label: hint.text.into(),
        kind: match hint.kind {
            InlayKind::Dimension => Some(InlayHintKind::Type),
            InlayKind::Value => None,
        },
        text_edits: None,
        tooltip: Some(hint.tooltip.into()),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    });
    Ok(Some(hints.collect()))
}
