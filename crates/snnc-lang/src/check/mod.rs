//! From the syntax tree to the checked model.
//!
//! First the names of the file and its constants, then the blocks and their variables, then everything that can name
//! them, so that definitions may stand in any order. A part with an error is left out, and what builds on it says nothing
//! more. The model exists only if there is no error.

mod blocks;
mod checker;
mod connect;
mod constants;
mod declared;
mod dependencies;
mod diagnostics;
mod environment;
mod equations;
mod evaluate;
mod expected;
mod expr;
mod functions;
mod groups;
mod later;
mod monitors;
mod pathways;
mod protocol;
mod references;
mod reserved;
mod scope;
mod sections;
mod selection;
mod settings;
mod shown;
mod slots;
mod statements;
mod synapses;
mod unused;
mod value;

pub use value::{Arithmetic, StdArithmetic, exact};

use crate::diagnostic::Diagnostic;
use crate::hir;
use crate::source::Sources;
use crate::syntax::ast;
use checker::Checker;

/// What checking yields: all findings, and the model if none of them is an error.
#[derive(Debug, Clone, Default)]
pub struct Check {
    /// The model; `None` if there are errors.
    pub model: Option<hir::Model>,
    /// In the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks a file. Each of `overrides` replaces the value of a constant or setting; they stand in sources of their own.
pub fn check(
    file: &ast::File,
    sources: &Sources,
    overrides: &[ast::Definition],
    arithmetic: &dyn Arithmetic,
) -> Check {
    let mut cx = Checker::new(sources, arithmetic);
    cx.damaged = file.damaged;
    constants::define(&mut cx, file, overrides);
    let settings = settings::settings(&mut cx);
    let blocks = blocks::declare(&mut cx, file);
    let groups: Vec<_> = blocks.groups.iter().map(|block| groups::group(&mut cx, block)).collect();
    let synapses: Vec<_> =
        blocks.synapses.iter().map(|block| synapses::synapses(&mut cx, &blocks, block)).collect();
    let monitors = monitors::monitors(&mut cx, file, &blocks, &settings);
    let protocol = protocol::protocol(&mut cx, file, &settings);
    // What a wrong part would have used is not known.
    if !file.damaged && !cx.diagnostics.iter().any(Diagnostic::is_error) {
        unused::unused(&mut cx, file);
    }
    let mut diagnostics = cx.findings();
    let Checker { env, exprs, .. } = cx;
    // An import, which is refused, might have defined what is not known.
    if file.items.iter().any(|item| matches!(item.kind, ast::ItemKind::Import(_))) {
        diagnostics.retain(|diagnostic| diagnostic.code != "names::unknown");
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.primary.span);
    let constants = env.constants().cloned().collect();
    // What the parser told and left out is missing here without an error of the checker.
    let groups: Option<_> = groups.into_iter().collect();
    let synapses: Option<_> = synapses.into_iter().collect();
    let sound = !diagnostics.iter().any(Diagnostic::is_error);
    let model = groups.zip(synapses).filter(|_| sound).map(|(groups, synapses)| hir::Model {
        exprs,
        settings,
        constants,
        groups,
        synapses,
        monitors,
        protocol,
    });
    Check { model, diagnostics }
}
