//! Semantic tokens: each relative to the one before it.

use crate::checked::Checked;
use crate::session::{Answer, Session};
use gen_lsp_types::{
    Position, SemanticToken, SemanticTokens, SemanticTokensLegend, SemanticTokensOptions,
    SemanticTokensParams, SemanticTokensRangeParams,
};
use snnc_lang::editor::{Modifiers, Token, TokenKind, tokens};
use snnc_lang::{SourceId, Span};

/// What the numbers of the tokens mean.
pub(crate) fn options() -> SemanticTokensOptions {
    SemanticTokensOptions {
        legend: SemanticTokensLegend {
            token_types: TokenKind::ALL.iter().map(|kind| kind.name().into()).collect(),
            token_modifiers: Modifiers::NAMES.map(String::from).to_vec(),
        },
        range: Some(true.into()),
        full: Some(true.into()),
        ..SemanticTokensOptions::default()
    }
}

/// `textDocument/semanticTokens/full`.
pub(crate) fn of_document(
    session: &Session<'_>,
    asked: &SemanticTokensParams,
) -> Answer<Option<SemanticTokens>> {
    let model = session.asked(&asked.text_document)?;
    Ok(Some(encoded(model, |_| true)))
}

/// `textDocument/semanticTokens/range`.
pub(crate) fn of_range(
    session: &Session<'_>,
    asked: &SemanticTokensRangeParams,
) -> Answer<Option<SemanticTokens>> {
    let model = session.asked(&asked.text_document)?;
    let wanted = model.span(asked.range);
    Ok(Some(encoded(model, |at| at.start < wanted.end && wanted.start < at.end)))
}

fn encoded(model: &Checked, wanted: impl Fn(Span) -> bool) -> SemanticTokens {
    let root = SourceId(0);
    let mut last = Position::default();
    let tokens = tokens(&model.analysis, root).into_iter().filter(|token| wanted(token.span));
    let encoded = tokens.map(|Token { span, kind, modifiers }| {
        let start = model.range(span).start;
        let same_line = start.line == last.line;
        let token = SemanticToken {
            delta_line: start.line - last.line,
            delta_start: if same_line { start.character - last.character } else { start.character },
            length: model.lines(root).length(span),
            token_type: kind.index() as u32,
            token_modifiers_bitset: modifiers.bits(),
        };
        last = start;
        token
    });
    SemanticTokens { result_id: None, data: encoded.collect() }
}
