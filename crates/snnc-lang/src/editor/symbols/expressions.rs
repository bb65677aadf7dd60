//! The names in expressions.

use super::language;
use super::resolver::{Resolver, plain};
use super::scope::{Scope, Site};
use super::table::{Access, Symbol, SymbolId, SymbolKind};
use crate::check::reserved;
use crate::source::Span;
use crate::syntax::ast::{Argument, Expr, ExprKind, Generator, GroupRef, Name, Subscript};
use crate::units;

impl<'a> Resolver<'a> {
    /// The names in an expression.
    pub(super) fn expression(&mut self, scope: &mut Scope, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Name(name) => self.name(scope, name, Access::Read),
            ExprKind::Quantity { value, unit } => {
                self.expression(scope, value);
                self.unit(unit);
            }
            ExprKind::Call { function, arguments } => self.call(scope, function, arguments),
            ExprKind::Index { base, subscripts } => self.index(scope, base, subscripts),
            ExprKind::Member { base, name } => self.member(scope, base, name),
            ExprKind::Comprehension { term, generator } => {
                self.generator(scope, generator, |resolver, scope| resolver.expression(scope, term));
            }
            _ => expr.parts(&mut |part| self.expression(scope, part)),
        }
    }

    /// The names in what must be constant.
    pub(super) fn constant(&mut self, scope: &Scope, expr: &'a Expr) {
        self.expression(&mut scope.constant(), expr);
    }

    /// A unit after a number or `:`.
    pub(super) fn unit(&mut self, unit: &'a Expr) {
        match &unit.kind {
            ExprKind::Name(name) => {
                let is_type = matches!(&*name.text, "boolean" | "integer");
                if is_type || units::after_number(&name.text).is_some() {
                    self.record_of_language(name, SymbolKind::Unit, Access::Read);
                }
            }
            ExprKind::Power { base, exponent } => {
                self.unit(base);
                self.expression(&mut Scope::new(Site::Constant), exponent);
            }
            _ => unit.parts(&mut |part| self.unit(part)),
        }
    }

    fn call(&mut self, scope: &mut Scope, function: &Name, arguments: &'a [Argument]) {
        let called = self.called(scope, function, arguments);
        if let Some(id) = called {
            self.record(function.span, id, Access::Read);
        }
        for argument in arguments {
            if let Some((name, of)) = argument.name.as_ref().zip(called) {
                let mut parameters =
                    self.symbols.iter().enumerate().filter(|(_, symbol)| symbol.container == Some(of));
                let found = parameters.find(|(_, symbol)| symbol.name == name.text);
                if let Some(id) = found.map(|(at, _)| SymbolId(at as u32)) {
                    self.record(name.span, id, Access::Read);
                }
            }
            let of_elements = scope.site == Site::Until && language::is_reduction(&function.text);
            match of_elements.then(|| first_group(&argument.value)).flatten() {
                Some(group) => self.reduced(scope, group, &argument.value),
                None => self.expression(scope, &argument.value),
            }
        }
    }

    /// What is called.
    fn called(&mut self, scope: &Scope, function: &Name, arguments: &[Argument]) -> Option<SymbolId> {
        let of_file = self.names.get(&function.text).copied();
        let of_elements = scope.site == Site::Until
            && language::is_reduction(&function.text)
            && (of_file.is_none() || arguments.iter().any(|argument| mentions_member(&argument.value)));
        if reserved::function(&function.text).is_some() || of_elements {
            return Some(self.of_language(&function.text, SymbolKind::BuiltinFunction));
        }
        self.meaning_or_open(scope, function)
    }

    /// What is found of each element of a group, in `until`: bare names are its variables, too.
    fn reduced(&mut self, scope: &Scope, group: &'a Name, argument: &'a Expr) {
        let of = self.names.get(&group.text).copied();
        let mut among = self.among(scope, of, true);
        among.site = Site::Until;
        self.expression(&mut among, argument);
    }

    /// The scope of what stands in the `[ ]` after a group, or is assigned to its variables.
    pub(super) fn among(&self, outer: &Scope, group: Option<SymbolId>, with_parameters: bool) -> Scope {
        let Some(at) = group.and_then(|group| self.block_of(group)) else {
            return Scope { site: Site::Neurons, ..outer.clone() };
        };
        let inside = self.scope_of(at);
        let none = Scope::new(Site::Constant);
        let parameters = if with_parameters { inside.parameters.clone() } else { none.parameters };
        Scope { locals: outer.locals.clone(), parameters, ..inside }
    }

    fn index(&mut self, scope: &mut Scope, base: &'a Expr, subscripts: &'a [Subscript]) {
        self.expression(scope, base);
        let group = match &base.kind {
            ExprKind::Name(name) => self.meaning(scope, name).filter(|id| self.block_of(*id).is_some()),
            _ => None,
        };
        match group {
            Some(group) => self.selection(scope, Some(group), subscripts),
            None => {
                for subscript in subscripts {
                    match subscript {
                        Subscript::Index(expr) => self.expression(scope, expr),
                        Subscript::Slice { lo, hi, step, .. } => {
                            [lo, hi, step].into_iter().flatten().for_each(|expr| self.constant(scope, expr));
                        }
                    }
                }
            }
        }
    }

    /// What selects elements of a group.
    pub(super) fn selection(&mut self, scope: &Scope, group: Option<SymbolId>, subscripts: &'a [Subscript]) {
        for subscript in subscripts {
            match subscript {
                Subscript::Slice { lo, hi, step, .. } => {
                    [lo, hi, step].into_iter().flatten().for_each(|expr| self.constant(scope, expr));
                }
                Subscript::Index(expr) => {
                    let number = match &expr.kind {
                        ExprKind::Name(name) => self.names.contains_key(&name.text),
                        ExprKind::Comparison { .. }
                        | ExprKind::And(_)
                        | ExprKind::Or(_)
                        | ExprKind::Not(_) => false,
                        _ => true,
                    };
                    if number {
                        self.constant(scope, expr);
                    } else {
                        let mut among = self.among(scope, group, false);
                        self.expression(&mut among, expr);
                    }
                }
            }
        }
    }

    /// A group and the elements of it that are meant.
    pub(super) fn group(&mut self, scope: &Scope, group: &'a GroupRef) -> Option<SymbolId> {
        let id = self.of_file(&group.name);
        self.selection(scope, id, group.selection.as_deref().unwrap_or_default());
        id
    }

    /// `cortex.V`.
    fn member(&mut self, scope: &mut Scope, base: &'a Expr, name: &Name) {
        let group = match &base.kind {
            ExprKind::Name(group) => self.of_file(group),
            ExprKind::Index { base, subscripts } => match &base.kind {
                ExprKind::Name(group) => {
                    let group = self.of_file(group);
                    self.selection(scope, group, subscripts);
                    group
                }
                _ => {
                    self.index(scope, base, subscripts);
                    None
                }
            },
            _ => {
                self.expression(scope, base);
                None
            }
        };
        self.variable_of(group, name, Access::Read);
    }

    /// A variable, or quantity of the language, of a group.
    pub(super) fn variable_of(&mut self, group: Option<SymbolId>, name: &Name, access: Access) {
        let Some(at) = group.and_then(|group| self.block_of(group)) else { return };
        let scope = self.scope_of(at);
        let known = scope.variable(&name.text).or_else(|| {
            let of_language = language::of_blocks(&scope, &name.text)
                || language::of_synapses(&scope, &name.text)
                || matches!(&*name.text, "dt" | "t");
            of_language.then(|| {
                let kind = if &*name.text == "dt" { SymbolKind::Setting } else { SymbolKind::Builtin };
                self.of_language(&name.text, kind)
            })
        });
        if let Some(id) = known {
            self.record(name.span, id, access);
        }
    }

    /// `for k in … if …`, and what it is about.
    pub(super) fn generator(
        &mut self,
        scope: &mut Scope,
        generator: &'a Generator,
        about: impl FnOnce(&mut Self, &mut Scope),
    ) {
        self.expression(scope, &generator.over);
        let container = self.home(generator.variable.span);
        self.running(scope, &generator.variable, generator.over.span, container);
        about(self, scope);
        if let Some(filter) = &generator.filter {
            self.expression(scope, filter);
        }
        scope.locals.pop();
    }

    /// Enters a running name.
    pub(super) fn running(
        &mut self,
        scope: &mut Scope,
        name: &Name,
        over: Span,
        container: Option<SymbolId>,
    ) {
        let whole = Some(name.span.to(over));
        let symbol = || Symbol { whole, container, ..plain(&name.text, SymbolKind::Loop) };
        let id = self.define(name.span, symbol);
        scope.locals.push((name.text.clone(), id));
    }
}

/// Whether a variable of a group stands in an expression.
fn mentions_member(expr: &Expr) -> bool {
    let mut found = false;
    expr.visit(&mut |part| found |= matches!(part.kind, ExprKind::Member { .. }));
    found
}

/// The group whose variable stands first in an expression.
fn first_group(expr: &Expr) -> Option<&Name> {
    let mut found = None;
    expr.visit(&mut |part| {
        if let (None, ExprKind::Member { base, .. }) = (found, &part.kind) {
            found = match &base.kind {
                ExprKind::Name(name) => Some(name),
                ExprKind::Index { base, .. } => match &base.kind {
                    ExprKind::Name(name) => Some(name),
                    _ => None,
                },
                _ => None,
            };
        }
    });
    found
}
