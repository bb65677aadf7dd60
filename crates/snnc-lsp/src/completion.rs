//! Completions.

use crate::checked::Checked;
use crate::session::{Answer, Session};
use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionOptions, CompletionParams, CompletionResponse,
    InsertTextFormat, TextEdit,
};
use snnc_lang::editor::{Completion, CompletionKind, completions};
use std::collections::HashSet;

/// When an editor asks by itself, besides at the beginning of a word.
pub(crate) fn options() -> CompletionOptions {
    let triggers = [".", ":", "(", "[", "\"", "="];
    CompletionOptions {
        trigger_characters: Some(triggers.map(String::from).to_vec()),
        ..CompletionOptions::default()
    }
}

/// `textDocument/completion`.
pub(crate) fn complete(
    session: &Session<'_>,
    asked: &CompletionParams,
) -> Answer<Option<CompletionResponse>> {
    let (model, place) = session.asked_at(&asked.text_document_position_params)?;
    let mut offered = completions(&model.analysis, place, &session.documents);
    if !session.client.snippets {
        only_words(&mut offered);
    }
    let items: Vec<_> = offered.into_iter().map(|it| item(session, model, it)).collect();
    Ok(Some(items.into()))
}

/// Of what has places to fill in, leaves the word that it begins with, if that is not offered by itself.
fn only_words(offered: &mut Vec<Completion>) {
    let plain: HashSet<String> = offered.iter().filter(|it| !it.snippet).map(|it| it.label.clone()).collect();
    offered.retain(|it| !it.snippet || !plain.contains(&it.label));
    for completion in offered.iter_mut().filter(|it| it.snippet) {
        completion.text.clone_from(&completion.label);
        completion.snippet = false;
    }
}

fn item(session: &Session<'_>, model: &Checked, offered: Completion) -> CompletionItem {
    let Completion { label, kind, detail, documentation, replaces, text, snippet, rank } = offered;
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let format = if snippet { InsertTextFormat::Snippet } else { InsertTextFormat::PlainText };
    CompletionItem {
        // Editors sort by text.
        sort_text: Some(format!("{rank:06}")),
        filter_text: Some(label.clone()),
        label,
        kind: Some(kind_of(kind)),
        detail: some(detail),
        documentation: some(documentation).map(|text| session.client.markup(text).into()),
        insert_text_format: Some(format),
        text_edit: Some(TextEdit { range: model.range(replaces), new_text: text }.into()),
        ..CompletionItem::default()
    }
}

fn kind_of(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Keyword | CompletionKind::Section | CompletionKind::Word => {
            CompletionItemKind::Keyword
        }
        CompletionKind::Variable => CompletionItemKind::Variable,
        CompletionKind::Constant | CompletionKind::Builtin => CompletionItemKind::Constant,
        CompletionKind::Parameter => CompletionItemKind::Property,
        CompletionKind::Function => CompletionItemKind::Function,
        CompletionKind::Unit => CompletionItemKind::Unit,
        CompletionKind::Group => CompletionItemKind::Module,
        CompletionKind::Model => CompletionItemKind::Class,
        CompletionKind::Event | CompletionKind::Pathway => CompletionItemKind::Event,
        CompletionKind::Flag | CompletionKind::Choice => CompletionItemKind::EnumMember,
        CompletionKind::File => CompletionItemKind::File,
        CompletionKind::Label => CompletionItemKind::Value,
    }
}
