//! Statements: in order, each sees the effects of the ones before it.

use super::body::{Body, Owner};
use snnc_lang::Span;
use snnc_lang::hir::{Code, Place, Statement, Target, VariableId, VariableKind};

impl Body<'_, '_> {
    /// Carries out statements.
    pub(super) fn code(&mut self, code: &Code) {
        self.statements(&code.statements);
    }

    /// Carries out a part of the statements of a section.
    pub(super) fn statements(&mut self, statements: &[Statement]) {
        for Statement { target, value, span } in statements {
            let value = self.value(*value);
            match *target {
                Target::Local(id) => {
                    self.locals.insert(id, value);
                }
                Target::Variable(place, id) => self.assign(place, id, value, *span),
            }
            self.forget();
        }
    }

    fn assign(&mut self, place: Place, id: VariableId, value: crate::kernel::Value, span: Span) {
        if let Some(trace) = self.traces.get_mut(&id).filter(|_| place == Place::Own) {
            *trace = value;
            return;
        }
        let owner = self.owner(place, None);
        let Some(column) = self.variable_column(owner, id) else { return };
        let value = if self.protected(owner, id) {
            let free = self.not_refractory(place, None, span);
            let before = self.graph.load(column);
            self.choose(free, value, before)
        } else {
            value
        };
        self.graph.store(column, value);
    }

    /// Whether the variable must be left alone while its neuron is refractory.
    fn protected(&self, owner: Owner, id: VariableId) -> bool {
        let kind = &self.cx.variable(owner, id).kind;
        self.protects && matches!(kind, VariableKind::Differential { unless_refractory: true, .. })
    }
}
