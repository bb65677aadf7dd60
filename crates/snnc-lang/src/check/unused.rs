//! Warnings of definitions that nothing uses.

use super::checker::Checker;
use super::diagnostics::structure;
use super::models;
use crate::source::SourceId;
use crate::syntax::ast::{self, ItemKind};

/// Warns of constants, functions and parts of groups that nothing uses. What is declared runs, so groups, synapses and
/// monitors need no use.
pub(super) fn unused(cx: &mut Checker<'_>, file: &ast::File) {
    if is_library(file) {
        return;
    }
    // Of an imported file, nobody needs everything.
    for item in file.items.iter().filter(|item| item.span.source == SourceId(0)) {
        let (what, name) = match &item.kind {
            ItemKind::Definition(definition) => ("constant", &definition.name),
            ItemKind::TimedArray(timed) => ("timed array", &timed.name),
            ItemKind::Function(function) => ("function", &function.name),
            ItemKind::Subgroup(subgroup) => ("group", &subgroup.name),
            ItemKind::Model(model) => {
                models::warn(cx, model);
                continue;
            }
            _ => continue,
        };
        // Settings are no names of the file.
        if cx.env.get(&name.text).is_some_and(|found| found.span == name.span) && !cx.env.is_used(&name.text)
        {
            cx.tell(structure::unused(name.span, what, &name.text));
        }
    }
}

/// Whether a file only defines what others can import, and holds nothing that would run.
fn is_library(file: &ast::File) -> bool {
    use ItemKind::{Definition, Function, Import, Model, TimedArray};
    let defines = |item: &ast::Item| match &item.kind {
        Definition(definition) => !definition.is_setting(),
        Function(_) | Import(_) | Model(_) | TimedArray(_) => true,
        _ => false,
    };
    file.items.iter().all(defines)
}
