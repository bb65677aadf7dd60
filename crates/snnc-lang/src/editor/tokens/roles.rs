//! What the words of a text are, as the tree tells.

use super::kinds::{Modifiers, TokenKind};
use crate::editor::language;
use crate::editor::names::{Body, BodyKind, Names, equation_of, has_flag, members_of};
use crate::source::{Source, Span};
use crate::syntax::ast::{
    self, ConnectKind, Equation, EquationKind, Expr, ExprKind, GroupRef, Instance, Item, ItemKind, Member,
    MemberKind, Name, Protocol, ProtocolKind, Recorded, Statement, Subscript,
};
use crate::syntax::lexemes::name_after;
use crate::units;
use std::collections::HashMap;

/// What the word is that begins at some byte, and where it ends.
pub(super) struct Role {
    pub(super) end: u32,
    pub(super) kind: TokenKind,
    pub(super) modifiers: Modifiers,
}

/// The roles of the words of one text, by where they begin.
pub(super) fn roles(file: &ast::File, names: &Names<'_>, source: &Source) -> HashMap<u32, Role> {
    let mut walk =
        Walk { names, source, found: HashMap::new(), body: None, ends: [None, None], locals: vec![] };
    for item in file.items.iter().filter(|item| item.span.source == source.id) {
        walk.item(item);
    }
    walk.found
}

struct Walk<'a> {
    names: &'a Names<'a>,
    source: &'a Source,
    found: HashMap<u32, Role>,
    /// The block at hand, and the blocks at its ends.
    body: Option<Body<'a>>,
    ends: [Option<Body<'a>>; 2],
    /// Names that hold only here: parameters of functions, running names, local names.
    locals: Vec<(&'a str, TokenKind)>,
}

const DECLARED: Modifiers = Modifiers::DECLARATION;
const CONSTANT: Modifiers = Modifiers::READONLY;
const BUILTIN: Modifiers = Modifiers::DEFAULT_LIBRARY;
const PLAIN: Modifiers = Modifiers::NONE;

impl<'a> Walk<'a> {
    fn mark(&mut self, span: Span, kind: TokenKind, modifiers: Modifiers) {
        if span.source == self.source.id && span.start < span.end {
            self.found.insert(span.start, Role { end: span.end, kind, modifiers });
        }
    }

    /// The word that a span begins with.
    fn first_word(&mut self, span: Span, kind: TokenKind) {
        if let Some(text) = self.source.text.get(span.range()) {
            let start = span.start as usize + (text.len() - text.trim_start().len());
            let end = name_after(&self.source.text, start);
            self.mark(Span::new(span.source, start, end), kind, PLAIN);
        }
    }

    fn item(&mut self, item: &'a Item) {
        use TokenKind as K;
        match &item.kind {
            ItemKind::Definition(it) => {
                let of = if it.is_setting() { BUILTIN } else { PLAIN };
                self.mark(it.name.span, K::Variable, DECLARED.and(CONSTANT).and(of));
                self.expr(&it.value);
                it.unit.iter().for_each(|unit| self.unit(unit));
                return;
            }
            ItemKind::Function(it) => {
                self.mark(it.name.span, K::Function, DECLARED);
                for parameter in &it.parameters {
                    self.mark(parameter.span, K::Parameter, DECLARED);
                    self.locals.push((&parameter.text, K::Parameter));
                }
                self.expr(&it.body);
                self.locals.clear();
                it.unit.iter().for_each(|unit| self.unit(unit));
                return;
            }
            ItemKind::Protocol(statement) => return self.protocol(statement),
            _ => {}
        }
        self.first_word(item.span, K::Keyword);
        match &item.kind {
            ItemKind::TimedArray(it) => {
                self.mark(it.name.span, K::Function, DECLARED.and(CONSTANT));
                it.columns.iter().for_each(|e| self.expr(e));
                self.expr(&it.value);
                it.every.iter().chain(&it.duration).for_each(|e| self.expr(e));
            }
            ItemKind::Model(it) => {
                self.mark(it.name.span, K::Type, DECLARED);
                for parameter in &it.parameters {
                    self.mark(parameter.name.span, K::Parameter, DECLARED.and(CONSTANT));
                }
                self.body = self.names.body(item);
                it.parameters.iter().filter_map(|it| it.default.as_ref()).for_each(|e| self.expr(e));
                self.body = None;
                self.instance(it.instance.as_ref());
                self.block(item);
            }
            ItemKind::Group(it) => {
                self.mark(it.name.span, K::Namespace, DECLARED);
                it.size.iter().for_each(|e| self.expr(e));
                self.instance(it.instance.as_ref());
                self.block(item);
            }
            ItemKind::PoissonInput(it) => {
                self.mark(it.name.span, K::Namespace, DECLARED);
                self.group(&it.target, None);
                self.mark(it.variable.span, K::Property, Modifiers::MODIFICATION);
                self.block(item);
            }
            ItemKind::Subgroup(it) => {
                self.mark(it.name.span, K::Namespace, DECLARED);
                self.group(&it.of, None);
            }
            ItemKind::Synapses(it) => {
                self.mark(it.name.span, K::Namespace, DECLARED);
                self.group(&it.source, None);
                self.group(&it.target, None);
                self.instance(it.instance.as_ref());
                self.block(item);
            }
            ItemKind::Monitor(it) => self.monitor(it),
            _ => {}
        }
    }

    fn instance(&mut self, instance: Option<&'a Instance>) {
        let Some(instance) = instance else { return };
        self.mark(instance.model.span, TokenKind::Type, PLAIN);
        self.arguments(&instance.arguments);
    }

    fn arguments(&mut self, arguments: &'a [ast::Argument]) {
        for argument in arguments {
            if let Some(name) = &argument.name {
                self.mark(name.span, TokenKind::Parameter, PLAIN);
            }
            self.expr(&argument.value);
        }
    }

    /// A group and what is selected of it; in `[ ]` its variables are known, if they are given.
    fn group(&mut self, group: &'a GroupRef, body: Option<Body<'a>>) {
        self.mark(group.name.span, TokenKind::Namespace, PLAIN);
        let outer = std::mem::replace(&mut self.body, body);
        group.selection.iter().flatten().for_each(|it| self.subscript(it));
        self.body = outer;
    }

    fn body_named(&self, group: &str) -> Option<Body<'a>> {
        self.names.body(self.names.whole(group)?)
    }

    fn monitor(&mut self, monitor: &'a ast::Monitor) {
        use TokenKind as K;
        if let Some(name) = &monitor.name {
            self.mark(name.span, K::Variable, DECLARED);
        }
        let body = self.body_named(&monitor.of.name.text);
        match &monitor.what {
            Recorded::Spikes(at) | Recorded::Count(at) | Recorded::Rate(at) => {
                self.mark(*at, K::Choice, BUILTIN);
            }
            Recorded::Names(names) => {
                for name in names {
                    let event = body.as_ref().is_some_and(|it| it.events().any(|e| e.text == name.text));
                    self.mark(name.span, if event { K::Event } else { K::Property }, PLAIN);
                }
            }
        }
        self.group(&monitor.of, body);
        monitor.with.iter().for_each(|name| self.mark(name.span, K::Property, PLAIN));
        monitor.every.iter().for_each(|e| self.expr(e));
        monitor.slot.iter().for_each(|slot| self.mark(slot.span, K::Choice, BUILTIN));
    }

    fn block(&mut self, item: &'a Item) {
        let Some(body) = self.names.body(item) else { return };
        self.ends = body.ends.map(|end| self.names.end(end));
        self.body = Some(body);
        members_of(item).iter().for_each(|member| self.member(member));
        self.body = None;
        self.ends = [None, None];
    }

    fn member(&mut self, member: &'a Member) {
        use MemberKind as M;
        use TokenKind as K;
        if let Some(equation) = equation_of(member) {
            return self.equation(equation);
        }
        self.first_word(member.span, K::Keyword);
        match &member.kind {
            M::Threshold(e)
            | M::Refractory(e)
            | M::Tolerance(e)
            | M::Dt(e)
            | M::Rate(e)
            | M::Trains(e)
            | M::Weight(e)
            | M::Given(e)
            | M::Period(e) => self.expr(e),
            M::Reset(body) | M::Init(body) => self.statements(body),
            M::Event { name, condition } => {
                self.mark(name.span, K::Event, DECLARED);
                self.expr(condition);
            }
            M::OnEvent { name, body } => {
                self.mark(name.span, K::Event, PLAIN);
                self.statements(body);
            }
            M::Every { period: timing, slot, body } | M::At { times: timing, slot, body } => {
                self.expr(timing);
                slot.iter().for_each(|slot| self.mark(slot.span, K::Choice, BUILTIN));
                self.statements(body);
            }
            M::Method(name) => self.mark(name.span, K::Choice, BUILTIN),
            M::Connect(clauses) => clauses.iter().for_each(|clause| self.clause(clause)),
            M::Pathway { name, event, body, .. } => {
                name.iter().for_each(|name| self.mark(name.span, K::Label, DECLARED));
                event.iter().for_each(|event| self.mark(event.span, K::Event, PLAIN));
                self.statements(body);
            }
            M::Delay { pathway, value } | M::Order { pathway, value } => {
                pathway.iter().for_each(|name| self.mark(name.span, K::Label, PLAIN));
                self.expr(value);
            }
            M::Equation(_) | M::File(_) => {}
        }
    }

    fn equation(&mut self, equation: &'a Equation) {
        let shared = if has_flag(equation, "shared") { Modifiers::STATIC } else { PLAIN };
        let mut span = equation.name.span;
        let value = match &equation.kind {
            EquationKind::Differential(value) => {
                // The `d` of `dx/dt` belongs to the word.
                let before = (span.start as usize).checked_sub(1);
                if before.is_some_and(|at| self.source.text.as_bytes().get(at) == Some(&b'd')) {
                    span.start -= 1;
                }
                Some(value)
            }
            EquationKind::Subexpression(value) => Some(value),
            EquationKind::Parameter => None,
        };
        let constant = if has_flag(equation, "constant") { CONSTANT } else { PLAIN };
        let role = if has_flag(equation, "summed") { Modifiers::MODIFICATION } else { DECLARED };
        self.mark(span, TokenKind::Property, role.and(shared).and(constant));
        value.into_iter().for_each(|e| self.expr(e));
        equation.unit.iter().for_each(|unit| self.unit(unit));
        equation.flags.iter().for_each(|flag| self.mark(flag.span, TokenKind::Keyword, PLAIN));
    }

    fn clause(&mut self, clause: &'a ast::ConnectClause) {
        match &clause.kind {
            ConnectKind::All | ConnectKind::Unique | ConnectKind::SkipIfInvalid | ConnectKind::File(_) => {
                self.first_word(clause.span, TokenKind::Keyword);
            }
            ConnectKind::Condition(e) => self.expr(e),
            ConnectKind::Probability(e)
            | ConnectKind::Indegree(e)
            | ConnectKind::Outdegree(e)
            | ConnectKind::Total(e)
            | ConnectKind::Pairs(e) => {
                self.first_word(clause.span, TokenKind::Keyword);
                self.expr(e);
            }
            ConnectKind::Multiplicity { value, index } => {
                self.first_word(clause.span, TokenKind::Keyword);
                self.expr(value);
                index.iter().for_each(|name| self.mark(name.span, TokenKind::Property, DECLARED));
            }
            ConnectKind::Function { value, generator, .. } => {
                self.first_word(clause.span, TokenKind::Keyword);
                match generator {
                    Some(generator) => self.generated(value, generator),
                    None => self.expr(value),
                }
            }
        }
    }

    fn statements(&mut self, body: &'a [Statement]) {
        let outer = self.locals.len();
        for statement in body {
            self.expr(&statement.value);
            let name = &statement.target;
            match self.meaning(&name.text) {
                Some((kind, modifiers)) => {
                    self.mark(name.span, kind, modifiers.and(Modifiers::MODIFICATION));
                }
                None => {
                    self.mark(name.span, TokenKind::Variable, DECLARED);
                    self.locals.push((&name.text, TokenKind::Variable));
                }
            }
        }
        self.locals.truncate(outer);
    }

    fn protocol(&mut self, statement: &'a Protocol) {
        use TokenKind as K;
        if !matches!(statement.kind, ProtocolKind::Assign { .. }) {
            self.first_word(statement.span, K::Keyword);
        }
        match &statement.kind {
            ProtocolKind::Run { duration, until } => {
                self.expr(duration);
                until.iter().for_each(|e| self.expr(e));
            }
            ProtocolKind::Assign { target, variable, value, .. } => {
                let item = self.names.whole(&target.name.text);
                let body = item.and_then(|item| self.names.body(item));
                if let Some(body) = &body {
                    self.ends = body.ends.map(|end| self.names.end(end));
                }
                self.group(target, body.clone());
                self.mark(variable.span, K::Property, Modifiers::MODIFICATION);
                self.body = body;
                self.expr(value);
                self.body = None;
                self.ends = [None, None];
            }
            ProtocolKind::Store(_) => {}
            ProtocolKind::Restore { except, .. } => {
                for (group, variable) in except {
                    self.mark(group.span, K::Namespace, PLAIN);
                    self.mark(variable.span, K::Property, PLAIN);
                }
            }
            ProtocolKind::Repeat { count, body } => {
                self.expr(count);
                body.iter().for_each(|inner| self.protocol(inner));
            }
            ProtocolKind::Set { name, member, value } => {
                if let Some(member) = member {
                    self.mark(name.span, K::Namespace, PLAIN);
                    self.mark(member.span, K::Keyword, PLAIN);
                    if let ExprKind::Name(method) = &value.kind {
                        return self.mark(method.span, K::Choice, BUILTIN);
                    }
                } else {
                    self.mark(name.span, K::Variable, CONSTANT.and(Modifiers::MODIFICATION));
                }
                self.expr(value);
            }
            ProtocolKind::For { variable, values, body } => {
                self.mark(variable.span, K::Variable, DECLARED.and(CONSTANT));
                self.expr(values);
                self.locals.push((&variable.text, K::Variable));
                body.iter().for_each(|inner| self.protocol(inner));
                self.locals.pop();
            }
            ProtocolKind::Save { group, .. } => self.mark(group.span, K::Namespace, PLAIN),
        }
    }

    fn unit(&mut self, unit: &'a Expr) {
        let mut names = vec![];
        unit.visit(&mut |e| {
            if let ExprKind::Name(name) = &e.kind {
                names.push(name.span);
            }
        });
        names.into_iter().for_each(|span| self.mark(span, TokenKind::Unit, BUILTIN));
    }

    fn subscript(&mut self, subscript: &'a Subscript) {
        match subscript {
            Subscript::Index(e) => self.expr(e),
            Subscript::Slice { lo, hi, step, .. } => {
                [lo, hi, step].into_iter().flatten().for_each(|e| self.expr(e));
            }
        }
    }

    fn generated(&mut self, term: &'a Expr, generator: &'a ast::Generator) {
        self.expr(&generator.over);
        self.mark(generator.variable.span, TokenKind::Parameter, DECLARED);
        self.locals.push((&generator.variable.text, TokenKind::Parameter));
        self.expr(term);
        generator.filter.iter().for_each(|e| self.expr(e));
        self.locals.pop();
    }

    fn expr(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Name(name) => self.name(name),
            ExprKind::Quantity { value, unit } => {
                self.expr(value);
                self.unit(unit);
            }
            ExprKind::Call { function, arguments } => {
                let of = match language::function(&function.text) {
                    Some(_) => BUILTIN,
                    None => PLAIN,
                };
                self.mark(function.span, TokenKind::Function, of);
                self.arguments(arguments);
            }
            ExprKind::Member { base, name } => {
                let (whole, selection): (&Expr, &[Subscript]) = match &base.kind {
                    ExprKind::Index { base, subscripts } => (base, subscripts),
                    _ => (base, &[]),
                };
                if let ExprKind::Name(group) = &whole.kind {
                    self.mark(group.span, TokenKind::Namespace, PLAIN);
                } else {
                    self.expr(whole);
                }
                selection.iter().for_each(|it| self.subscript(it));
                self.mark(name.span, TokenKind::Property, PLAIN);
            }
            ExprKind::Index { base, subscripts } => {
                self.expr(base);
                subscripts.iter().for_each(|it| self.subscript(it));
            }
            ExprKind::Comprehension { term, generator } => self.generated(term, generator),
            _ => {
                let mut parts = vec![];
                expr.parts(&mut |part| parts.push(part));
                parts.into_iter().for_each(|part| self.expr(part));
            }
        }
    }

    fn name(&mut self, name: &'a Name) {
        if let Some((kind, modifiers)) = self.meaning(&name.text) {
            return self.mark(name.span, kind, modifiers);
        }
        if let Some(item) = self.names.item(&name.text) {
            let (kind, modifiers) = match &item.kind {
                ItemKind::Definition(_) => (TokenKind::Variable, CONSTANT),
                ItemKind::Function(_) | ItemKind::TimedArray(_) => (TokenKind::Function, PLAIN),
                ItemKind::Model(_) => (TokenKind::Type, PLAIN),
                ItemKind::Monitor(_) => (TokenKind::Variable, PLAIN),
                _ => (TokenKind::Namespace, PLAIN),
            };
            self.mark(name.span, kind, modifiers);
        }
    }

    /// What a name means in the block at hand; `None` if it is left to the file.
    fn meaning(&self, name: &str) -> Option<(TokenKind, Modifiers)> {
        if let Some((_, kind)) = self.locals.iter().rev().find(|(local, _)| *local == name) {
            return Some((*kind, PLAIN));
        }
        if let Some(body) = &self.body {
            if body.kind == BodyKind::Synapses && name == "index" {
                return Some((TokenKind::Variable, BUILTIN));
            }
            if let Some(equation) = body.variable(name) {
                let shared = if has_flag(equation, "shared") { Modifiers::STATIC } else { PLAIN };
                return Some((TokenKind::Property, shared));
            }
            if numbers(body).any(|index| &*index.text == name) {
                return Some((TokenKind::Property, CONSTANT));
            }
        }
        let [source, target] = &self.ends;
        let of = |end: &Option<Body<'a>>, bare: &str| {
            end.as_ref().is_some_and(|end| end.variable(bare).is_some() || language::quantity(bare).is_some())
        };
        let at_end = name.strip_suffix("_pre").is_some_and(|bare| of(source, bare))
            || name.strip_suffix("_post").is_some_and(|bare| of(target, bare))
            || target.as_ref().is_some_and(|target| target.variable(name).is_some());
        if at_end {
            return Some((TokenKind::Property, PLAIN));
        }
        if self.body.as_ref().is_some_and(|body| body.parameter(name).is_some()) {
            return Some((TokenKind::Parameter, CONSTANT));
        }
        if self.body.as_ref().is_some_and(|body| body.kind == BodyKind::Synapses && body.ends[1].is_none()) {
            // The variables of the ends of a model's synapses are not known.
            let end = name.ends_with("_pre") || name.ends_with("_post");
            if end && self.names.item(name).is_none() {
                return Some((TokenKind::Property, PLAIN));
            }
        }
        if language::constant(name).is_some() {
            return Some((TokenKind::Variable, CONSTANT.and(BUILTIN)));
        }
        if units::anywhere(name).is_some() {
            return Some((TokenKind::Unit, BUILTIN));
        }
        let own_size = name == "N" && self.body.is_none();
        (language::quantity(name).is_some() && !own_size && self.is_quantity(name))
            .then_some((TokenKind::Variable, BUILTIN))
    }

    /// Whether the name of a quantity means that here: some of them are free for the file.
    fn is_quantity(&self, name: &str) -> bool {
        self.body.is_some() || self.names.item(name).is_none()
    }
}

/// The names that number the synapses of a pair.
fn numbers<'a>(body: &Body<'a>) -> impl Iterator<Item = &'a Name> {
    let rules = body.members.iter().filter_map(|member| match &member.kind {
        MemberKind::Connect(clauses) => Some(clauses),
        _ => None,
    });
    rules.flatten().filter_map(|clause| match &clause.kind {
        ConnectKind::Multiplicity { index, .. } => index.as_ref(),
        _ => None,
    })
}
