//! Warnings of definitions that nothing uses.

use super::checker::Checker;
use super::diagnostics::structure;
use super::models;
use crate::syntax::ast::{self, ItemKind};

/// Warns of constants, functions and parts of groups that nothing uses. What is declared runs, so groups, synapses and
/// monitors need no use.
pub(super) fn unused(cx: &mut Checker<'_>, file: &ast::File) {
    for item in &file.items {
        let (what, name) = match &item.kind {
            ItemKind::Definition(definition) => ("constant", &definition.name),
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
