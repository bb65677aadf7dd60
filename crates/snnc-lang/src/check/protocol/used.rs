//! The names whose values are used up when the network is built: a later change of them would have no effect.

use crate::check::declared::{Block, Blocks};
use crate::check::dependencies::names;
use crate::source::Span;
use crate::syntax::ast::{
    self, ConnectClause, ConnectKind, EquationKind, Expr, GroupRef, ItemKind, MemberKind, Name, Subscript,
};
use std::collections::HashMap;
use std::sync::Arc;

/// Each name of the file that sizes, connections, delays and initial values need, and where.
pub(super) fn when_built(file: &ast::File, blocks: &Blocks<'_>) -> HashMap<Arc<str>, Span> {
    let mut used = Used::default();
    for item in &file.items {
        match &item.kind {
            ItemKind::Group(group) => used.all(group.size.iter()),
            ItemKind::Subgroup(subgroup) => used.part(&subgroup.of),
            ItemKind::Synapses(synapses) => {
                used.part(&synapses.source);
                used.part(&synapses.target);
            }
            ItemKind::PoissonInput(input) => used.part(&input.target),
            ItemKind::Monitor(monitor) => used.part(&monitor.of),
            _ => {}
        }
        let instance = match &item.kind {
            ItemKind::Group(group) => group.instance.as_ref(),
            ItemKind::Synapses(synapses) => synapses.instance.as_ref(),
            _ => None,
        };
        // Which parameter its model uses when the network is built is not looked for.
        if let Some(instance) = instance {
            used.arguments.extend(instance.arguments.iter().map(|argument| &argument.value));
        }
    }
    for block in &blocks.groups {
        used.block(block);
    }
    for synapses in blocks.synapses.iter().flatten() {
        used.block(&synapses.block);
    }
    // What these names need in turn.
    let mut next = 0;
    while let Some((name, span)) = used.order.get(next).cloned() {
        next += 1;
        for item in &file.items {
            match &item.kind {
                ItemKind::Definition(d) if d.name.text == name => used.through(&d.value, span),
                ItemKind::Function(f) if f.name.text == name => used.through(&f.body, span),
                ItemKind::TimedArray(t) if t.name.text == name => used.through(&t.value, span),
                _ => {}
            }
        }
    }
    used.found
}

#[derive(Default)]
struct Used<'a> {
    found: HashMap<Arc<str>, Span>,
    order: Vec<(Arc<str>, Span)>,
    arguments: Vec<&'a Expr>,
}

impl<'a> Used<'a> {
    fn add(&mut self, name: &Arc<str>, span: Span) {
        if !self.found.contains_key(name) {
            self.found.insert(name.clone(), span);
            self.order.push((name.clone(), span));
        }
    }

    fn one(&mut self, expr: &Expr) {
        names(expr, &mut |name: &Name| self.add(&name.text, name.span));
    }

    fn all<'e>(&mut self, exprs: impl Iterator<Item = &'e Expr>) {
        exprs.for_each(|expr| self.one(expr));
    }

    /// Names that are needed by one that is used at `span`.
    fn through(&mut self, expr: &Expr, span: Span) {
        names(expr, &mut |name: &Name| self.add(&name.text, span));
    }

    fn part(&mut self, of: &GroupRef) {
        for subscript in of.selection.iter().flatten() {
            match subscript {
                Subscript::Index(expr) => self.one(expr),
                Subscript::Slice { lo, hi, step, .. } => self.all([lo, hi, step].into_iter().flatten()),
            }
        }
    }

    fn block(&mut self, block: &Block<'a>) {
        for member in &block.members {
            match &member.kind {
                MemberKind::Init(statements) => self.all(statements.iter().map(|s| &s.value)),
                MemberKind::Delay { value, .. } | MemberKind::Dt(value) => self.one(value),
                MemberKind::Connect(clauses) => clauses.iter().for_each(|clause| self.clause(clause)),
                _ => {}
            }
        }
        // Initial values may read subexpressions.
        for member in &block.members {
            if let MemberKind::Equation(equation) = &member.kind
                && let EquationKind::Subexpression(value) = &equation.kind
                && let Some(span) = self.found.get(&equation.name.text).copied()
            {
                self.through(value, span);
            }
        }
        // A parameter of its model is what its argument says.
        if let Some(parameters) = &block.parameters
            && parameters.names.keys().any(|name| self.found.contains_key(name))
        {
            for expr in std::mem::take(&mut self.arguments) {
                self.one(expr);
            }
        }
    }

    fn clause(&mut self, clause: &ConnectClause) {
        match &clause.kind {
            ConnectKind::Condition(e)
            | ConnectKind::Probability(e)
            | ConnectKind::Indegree(e)
            | ConnectKind::Outdegree(e)
            | ConnectKind::Total(e)
            | ConnectKind::Pairs(e) => self.one(e),
            ConnectKind::Multiplicity { value, .. } => self.one(value),
            ConnectKind::Function { value, generator, .. } => {
                self.one(value);
                if let Some(generator) = generator {
                    self.one(&generator.over);
                    self.all(generator.filter.iter());
                }
            }
            ConnectKind::All | ConnectKind::File(_) | ConnectKind::Unique | ConnectKind::SkipIfInvalid => {}
        }
    }
}
