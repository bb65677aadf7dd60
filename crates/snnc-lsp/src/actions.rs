//! What can be done about a diagnostic: its fixes, all safe ones at once, and an explanation.

use crate::checked::Checked;
use crate::diagnostics::diagnostic;
use crate::edits::Edits;
use crate::explain;
use crate::session::{Answer, Session};
use crate::uris::path_of;
use gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, CodeActionResponse, Diagnostic, WorkspaceEdit,
};
use snnc_lang::diagnostic::{Edit, Fix};
use snnc_lang::{SourceId, Span};

/// The kind of the action that carries out all safe fixes of a document.
pub(crate) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.snnc");

/// `textDocument/codeAction`.
pub(crate) fn actions(
    session: &Session<'_>,
    asked: &CodeActionParams,
) -> Answer<Option<Vec<CodeActionResponse>>> {
    let root = session.asked(&asked.text_document)?;
    let wanted = |kind: &CodeActionKind| is_wanted(kind, asked.context.only.as_deref());
    let mut actions: Vec<CodeAction> = vec![];
    if wanted(&CodeActionKind::QuickFix) {
        let span = root.span(asked.range);
        let mut explanations: Vec<CodeAction> = vec![];
        for (model, source) in models_with(session, root, &path_of(&asked.text_document.uri)) {
            let here = Span { source, ..span };
            let at = |it: &&snnc_lang::Diagnostic| touch(it.primary.span, here);
            for finding in model.findings.iter().filter(at) {
                let cures = diagnostic(session, model, finding);
                let fixes = finding.fixes.iter().map(|fix| quick_fix(session, model, fix, &cures));
                add(&mut actions, fixes);
                add(&mut explanations, explanation(finding.code, cures.clone()));
            }
        }
        // Those that are safe come first.
        actions.sort_by_key(|action| action.is_preferred != Some(true));
        actions.extend(explanations);
    }
    if wanted(&FIX_ALL) {
        actions.extend(fix_all(session, root));
    }
    Ok(Some(actions.into_iter().map(Into::into).collect()))
}

/// Whether an action of a kind is asked for: a kind stands for all below it.
fn is_wanted(kind: &CodeActionKind, only: Option<&[CodeActionKind]>) -> bool {
    only.is_none_or(|only| {
        only.iter().any(|asked| {
            let rest = kind.as_str().strip_prefix(asked.as_str());
            asked.as_str().is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    })
}

/// The models that a file is part of, its own first, and its source there.
fn models_with<'s>(
    session: &'s Session<'_>,
    root: &'s Checked,
    path: &str,
) -> impl Iterator<Item = (&'s Checked, SourceId)> {
    let others = session.open_models().filter_map(move |model| {
        let source = model.source(path)?;
        (source != SourceId(0)).then_some((model, source))
    });
    std::iter::once((root, SourceId(0))).chain(others)
}

fn touch(a: Span, b: Span) -> bool {
    a.source == b.source && a.start <= b.end && b.start <= a.end
}

/// Adds actions; of two that do the same, the first.
fn add(actions: &mut Vec<CodeAction>, more: impl IntoIterator<Item = CodeAction>) {
    for action in more {
        let does_the_same = |it: &CodeAction| (&it.title, &it.edit) == (&action.title, &action.edit);
        if !actions.iter().any(does_the_same) {
            actions.push(action);
        }
    }
}

fn quick_fix(session: &Session<'_>, model: &Checked, fix: &Fix, cures: &Diagnostic) -> CodeAction {
    CodeAction {
        title: fix.title.clone(),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![cures.clone()]),
        is_preferred: fix.safe.then_some(true),
        edit: Some(edit(session, model, &fix.edits)),
        ..CodeAction::default()
    }
}

fn edit(session: &Session<'_>, model: &Checked, edits: &[Edit]) -> WorkspaceEdit {
    let mut all = Edits::default();
    edits.iter().for_each(|edit| all.add(model, edit));
    all.finish(session)
}

fn explanation(code: &str, explained: Diagnostic) -> Option<CodeAction> {
    let command = explain::command(code)?;
    Some(CodeAction {
        title: command.title.clone(),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![explained]),
        command: Some(command),
        ..CodeAction::default()
    })
}

/// All safe fixes of a model file, without those that get in the way of an earlier one.
fn fix_all(session: &Session<'_>, root: &Checked) -> Option<CodeAction> {
    let mut edits: Vec<Edit> = vec![];
    for fix in root.findings.iter().flat_map(|finding| &finding.fixes).filter(|fix| fix.safe) {
        let fits = |edit: &Edit| {
            edit.span.source == SourceId(0) && !edits.iter().any(|other| touch(other.span, edit.span))
        };
        if fix.edits.iter().all(fits) {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    (!edits.is_empty()).then(|| CodeAction {
        title: "Fix all that is safe to fix".into(),
        kind: Some(FIX_ALL),
        edit: Some(edit(session, root, &edits)),
        ..CodeAction::default()
    })
}
