//! `store` and `restore`.

use super::Check;
use crate::check::checker::Checker;
use crate::check::diagnostics::{names, protocol as told};
use crate::hir::{self, VariableId};
use crate::source::{SourceId, Span};
use crate::spelling;
use crate::syntax::ast::{self, EquationKind, ItemKind, Name, ProtocolKind, Text};
use std::collections::HashSet;

/// Tells the labels that are restored but never stored before, and those that are stored and never restored.
pub(super) fn labels(cx: &mut Checker<'_>, file: &ast::File) {
    let mut labels = Labels::default();
    for item in &file.items {
        if let ItemKind::Protocol(statement) = &item.kind {
            labels.statement(cx, statement);
        }
    }
    // A run from outside of the file stands for the rest of the protocol, in which something may be restored.
    let whole = file
        .items
        .iter()
        .all(|item| !matches!(item.kind, ItemKind::Protocol(_)) || item.span.source == SourceId(0));
    if whole && !cx.damaged {
        for label in labels.stored.iter().filter(|label| !labels.restored.contains(&*label.text)) {
            cx.tell(told::never_restored(label));
        }
    }
}

#[derive(Default)]
struct Labels<'a> {
    stored: Vec<&'a Text>,
    restored: HashSet<&'a str>,
}

impl<'a> Labels<'a> {
    fn statement(&mut self, cx: &mut Checker<'_>, statement: &'a ast::Protocol) {
        match &statement.kind {
            ProtocolKind::Store(label) => self.stored.push(label),
            ProtocolKind::Restore { label, .. } => {
                self.restored.insert(&label.text);
                if !self.stored.iter().any(|stored| stored.text == label.text) && !cx.damaged {
                    let stored = self.stored.iter().map(|stored| &*stored.text);
                    cx.tell(told::not_stored(label, &spelling::similar(&label.text, stored)));
                }
            }
            ProtocolKind::Repeat { body, .. } | ProtocolKind::For { body, .. } => {
                body.iter().for_each(|statement| self.statement(cx, statement));
            }
            _ => {}
        }
    }
}

impl<'a> Check<'_, 'a> {
    /// `restore "trained" except cells.v0`.
    pub(super) fn restore(
        &self,
        cx: &mut Checker<'a>,
        label: &Text,
        exact: bool,
        except: &'a [(Name, Name)],
        span: Span,
    ) -> Option<hir::Protocol> {
        let mut kept = vec![];
        let mut complete = true;
        for (group, variable) in except {
            let Some((block, of, _)) = self.among(cx, group) else {
                complete = false;
                continue;
            };
            let at = block.variables.iter().position(|known| known.name == variable.text && known.named);
            match at {
                None => {
                    let known = block.variables.iter().map(|known| &*known.name);
                    cx.tell(names::unknown_variable(
                        variable,
                        block.name,
                        &spelling::similar(&variable.text, known),
                    ));
                    complete = false;
                }
                Some(at) => {
                    let equation = block.variables[at].equation;
                    if equation.is_some_and(|e| matches!(e.kind, EquationKind::Subexpression(_))) {
                        cx.tell(told::except_subexpression(variable, block.variables[at].span));
                        complete = false;
                    }
                    kept.push((of, VariableId(at as u32)));
                }
            }
        }
        complete.then(|| hir::Protocol::Restore { label: label.text.clone(), exact, except: kept, span })
    }
}
