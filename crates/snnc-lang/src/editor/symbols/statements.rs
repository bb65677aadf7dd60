//! The names in the bodies of blocks.

use super::blocks::Kind;
use super::declare::is_summed;
use super::resolver::{Resolver, plain};
use super::scope::{Scope, Site};
use super::table::{Access, Symbol, SymbolKind};
use crate::hir::Method;
use crate::syntax::ast::{
    AssignOp, ConnectClause, ConnectKind, End, Equation, EquationKind, Member, MemberKind, Name, Statement,
};
use std::sync::Arc;

impl<'a> Resolver<'a> {
    /// The names that are known in a block.
    pub(super) fn scope_of(&self, at: usize) -> Scope {
        let block = &self.blocks[at];
        let site = if block.kind.is_of_synapses() { Site::Synapses } else { Site::Neurons };
        let mut scope = Scope::new(site);
        scope.own = block.all.variables.clone();
        scope.parameters = block.parameters.clone();
        scope.block = Some(at);
        if let Some(ends) = block.ends {
            for (names, end) in scope.ends.iter_mut().zip(ends) {
                let end = self.names.get(&end.name.text).and_then(|id| self.block_of(*id));
                if let Some(end) = end {
                    *names = self.blocks[end].all.variables.clone();
                }
            }
        }
        let of_events = |member: &Member| match &member.kind {
            MemberKind::Equation(equation) => equation.flags.iter().any(|flag| *flag.text == *"event-driven"),
            _ => false,
        };
        scope.event_driven = block.members.iter().any(|member| of_events(member));
        scope
    }

    /// The names in members of a block.
    pub(super) fn members(&mut self, at: usize, members: &[&'a Member]) {
        let mut scope = self.scope_of(at);
        for member in members {
            self.member_of_block(at, &mut scope, member);
        }
    }

    fn member_of_block(&mut self, at: usize, scope: &mut Scope, member: &'a Member) {
        match &member.kind {
            MemberKind::Equation(equation) => self.equation(scope, equation),
            MemberKind::Threshold(value)
            | MemberKind::Refractory(value)
            | MemberKind::Rate(value)
            | MemberKind::Weight(value) => self.expression(scope, value),
            MemberKind::Reset(body) | MemberKind::Init(body) => self.statements(scope, body),
            MemberKind::Event { name, condition } => {
                self.event(Some(at), name);
                self.expression(scope, condition);
            }
            MemberKind::OnEvent { name, body } => {
                self.event(Some(at), name);
                self.statements(scope, body);
            }
            MemberKind::Every { period: value, slot, body } | MemberKind::At { times: value, slot, body } => {
                self.constant(scope, value);
                self.slot(slot.as_ref());
                self.statements(scope, body);
            }
            MemberKind::Method(name) => self.method(name),
            MemberKind::Tolerance(value)
            | MemberKind::Dt(value)
            | MemberKind::Trains(value)
            | MemberKind::Given(value)
            | MemberKind::Period(value) => self.constant(scope, value),
            MemberKind::Connect(clauses) => self.rule(scope, clauses),
            MemberKind::Pathway { end, name, event, body } => {
                if let Some(name) = name {
                    self.pathway(at, name);
                }
                if let Some(event) = event {
                    let group = self.blocks[at].ends.map(|ends| ends[usize::from(*end == End::Post)]);
                    let group = group.and_then(|end| self.names.get(&end.name.text));
                    let of = group.and_then(|group| self.block_of(*group));
                    self.event(of, event);
                }
                self.statements(scope, body);
            }
            MemberKind::Delay { pathway, value } => {
                pathway.iter().for_each(|name| self.pathway(at, name));
                self.expression(scope, value);
            }
            MemberKind::Order { pathway, value } => {
                pathway.iter().for_each(|name| self.pathway(at, name));
                self.constant(scope, value);
            }
            MemberKind::File(_) => {}
        }
    }

    fn equation(&mut self, scope: &mut Scope, equation: &'a Equation) {
        if is_summed(equation) {
            self.name(scope, &equation.name, Access::Write);
        }
        if let EquationKind::Differential(value) | EquationKind::Subexpression(value) = &equation.kind {
            self.expression(scope, value);
        }
        if let Some(unit) = &equation.unit {
            self.unit(unit);
        }
    }

    fn pathway(&mut self, at: usize, name: &Name) {
        if let Some(id) = self.blocks[at].all.pathways.get(&name.text).copied() {
            self.record(name.span, id, Access::Read);
        }
    }

    /// An event of a block.
    pub(super) fn event(&mut self, of: Option<usize>, name: &Name) {
        if &*name.text == "spike" {
            self.record_of_language(name, SymbolKind::Builtin, Access::Read);
        } else if let Some(id) = of.and_then(|of| self.blocks[of].all.events.get(&name.text).copied()) {
            self.record(name.span, id, Access::Read);
        }
    }

    /// A method of integration.
    pub(super) fn method(&mut self, name: &Name) {
        if Method::named(&name.text).is_some() {
            self.record_of_language(name, SymbolKind::Method, Access::Read);
        }
    }

    /// A slot of a time step.
    pub(super) fn slot(&mut self, name: Option<&Name>) {
        if let Some(name) = name
            && crate::check::is_slot(&name.text)
        {
            self.record_of_language(name, SymbolKind::Slot, Access::Read);
        }
    }

    /// Statements: what is assigned first and has no meaning yet is a local name of theirs.
    pub(super) fn statements(&mut self, scope: &mut Scope, body: &'a [Statement]) {
        let outer = scope.locals.len();
        for statement in body {
            let name = &statement.target;
            if statement.op == AssignOp::Set && !self.is_taken(scope, name) {
                let container = self.home(name.span);
                let whole = Some(statement.span);
                let symbol = || Symbol { whole, container, ..plain(&name.text, SymbolKind::Local) };
                let id = self.define(name.span, symbol);
                scope.locals.push((name.text.clone(), id));
            }
        }
        for statement in body {
            self.expression(scope, &statement.value);
            self.name(scope, &statement.target, Access::Write);
        }
        scope.locals.truncate(outer);
    }

    /// Whether a name has a meaning that a local name cannot have.
    fn is_taken(&mut self, scope: &Scope, name: &Name) -> bool {
        let of_an_end = name.text.ends_with("_pre") || name.text.ends_with("_post");
        of_an_end || self.meaning(scope, name).is_some()
    }

    /// A connection rule.
    fn rule(&mut self, scope: &Scope, clauses: &'a [ConnectClause]) {
        let mut scope = Scope { site: Site::Connect, ..scope.clone() };
        // All clauses of a rule know the running name of its generator.
        let mut running: Option<Arc<str>> = None;
        for clause in clauses {
            if let ConnectKind::Function { generator: Some(generator), .. } = &clause.kind
                && running.is_none()
            {
                self.expression(&mut scope, &generator.over);
                let container = self.home(generator.variable.span);
                self.running(&mut scope, &generator.variable, generator.over.span, container);
                running = Some(generator.variable.text.clone());
            }
        }
        for clause in clauses {
            match &clause.kind {
                ConnectKind::Condition(value)
                | ConnectKind::Probability(value)
                | ConnectKind::Indegree(value)
                | ConnectKind::Outdegree(value)
                | ConnectKind::Total(value)
                | ConnectKind::Multiplicity { value, .. } => self.expression(&mut scope, value),
                ConnectKind::Function { value, generator, .. } => {
                    self.expression(&mut scope, value);
                    if let Some(filter) = generator.as_ref().and_then(|generator| generator.filter.as_ref()) {
                        self.expression(&mut scope, filter);
                    }
                }
                ConnectKind::Pairs(value) => self.constant(&scope, value),
                ConnectKind::All
                | ConnectKind::File(_)
                | ConnectKind::Unique
                | ConnectKind::SkipIfInvalid => {}
            }
        }
    }

    /// The kind of a block.
    pub(super) fn kind(&self, at: usize) -> Kind {
        self.blocks[at].kind
    }
}
