//! The names in monitors, Poisson inputs and the protocol.

use super::items::inside;
use super::resolver::{Resolver, plain};
use super::scope::{Scope, Site};
use super::table::{Access, Region, Symbol, SymbolId, SymbolKind};
use crate::source::Span;
use crate::syntax::ast::{ExprKind, Member, MemberKind, Monitor, Protocol, ProtocolKind, Recorded, Text};

impl<'a> Resolver<'a> {
    pub(super) fn monitor(&mut self, file: &Scope, monitor: &'a Monitor) {
        let group = self.group(file, &monitor.of);
        if let Recorded::Names(names) = &monitor.what {
            let of = group.and_then(|group| self.block_of(group));
            for name in names {
                let is_event = of.is_some_and(|of| self.blocks[of].all.events.contains_key(&name.text));
                if is_event && names.len() == 1 {
                    self.event(of, name);
                } else {
                    self.variable_of(group, name, Access::Read);
                }
            }
        }
        for name in &monitor.with {
            self.variable_of(group, name, Access::Read);
        }
        if let Some(every) = &monitor.every {
            self.constant(file, every);
        }
        self.slot(monitor.slot.as_ref());
    }

    /// The sections of a Poisson input.
    pub(super) fn input(&mut self, file: &Scope, group: Option<SymbolId>, body: &'a [Member]) {
        let mut scope = self.among(file, group, false);
        for member in body {
            match &member.kind {
                MemberKind::Rate(value) | MemberKind::Weight(value) => self.expression(&mut scope, value),
                MemberKind::Trains(value) => self.constant(file, value),
                _ => {}
            }
        }
    }

    pub(super) fn protocol(&mut self, scope: &mut Scope, statement: &'a Protocol) {
        match &statement.kind {
            ProtocolKind::Run { duration, until } => {
                self.expression(scope, duration);
                if let Some(until) = until {
                    self.expression(&mut Scope { site: Site::Until, ..scope.clone() }, until);
                }
            }
            ProtocolKind::Assign { target, variable, value, .. } => {
                let group = self.group(scope, target);
                self.variable_of(group, variable, Access::Write);
                let mut inside = self.among(scope, group, true);
                // Variables of the group come before the names of loops.
                inside.locals.retain(|(name, _)| !inside.own.contains_key(name));
                self.expression(&mut inside, value);
            }
            ProtocolKind::Store(label) => {
                self.label(label, statement.span);
            }
            ProtocolKind::Restore { label, except, .. } => {
                if let Some(id) = self.labels.get(&label.text).copied() {
                    self.record(inside(label), id, Access::Read);
                } else {
                    self.label(label, statement.span);
                }
                for (group, variable) in except {
                    let group = self.of_file(group);
                    self.variable_of(group, variable, Access::Read);
                }
            }
            ProtocolKind::Repeat { count, body } => {
                self.expression(scope, count);
                body.iter().for_each(|statement| self.protocol(scope, statement));
            }
            ProtocolKind::For { variable, values, body } => {
                self.expression(scope, values);
                self.running(scope, variable, values.span, None);
                if let Some((name, of)) = scope.locals.last().cloned() {
                    let names = vec![(name, of)];
                    let (span, variables, models) = (statement.span, vec![], vec![]);
                    self.regions.push(Region { span, names, of, variables, models });
                }
                body.iter().for_each(|statement| self.protocol(scope, statement));
                scope.locals.pop();
            }
            ProtocolKind::Set { name, member, value } => match member {
                Some(_) => {
                    self.of_file(name);
                    match &value.kind {
                        ExprKind::Name(method) => self.method(method),
                        _ => self.expression(scope, value),
                    }
                }
                None => {
                    self.name(&scope.clone(), name, Access::Write);
                    self.expression(scope, value);
                }
            },
            ProtocolKind::Save { group, label } => {
                self.of_file(group);
                let at = inside(label);
                let symbol =
                    || Symbol { whole: Some(statement.span), ..plain(&label.text, SymbolKind::Label) };
                self.define(at, symbol);
            }
        }
    }

    /// The label of a stored state, which is defined where it is first stored.
    fn label(&mut self, label: &Text, whole: Span) {
        let at = inside(label);
        if let Some(id) = self.labels.get(&label.text).copied() {
            self.record(at, id, Access::Definition);
            return;
        }
        let symbol = || Symbol { whole: Some(whole), ..plain(&label.text, SymbolKind::Label) };
        let id = self.define(at, symbol);
        self.labels.insert(label.text.clone(), id);
    }
}
