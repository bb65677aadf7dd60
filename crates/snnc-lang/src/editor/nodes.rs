//! The parts of the tree at a place.

use super::analysis::Place;
use crate::source::Span;
use crate::syntax::ast::{
    self, Argument, ConnectKind, EquationKind, Expr, ExprKind, Generator, GroupRef, Item, ItemKind, Member,
    MemberKind, Protocol, ProtocolKind, Statement, Subscript,
};

/// Whether a place is in a span.
pub(super) fn is_in(at: Place, span: Span) -> bool {
    span.source == at.source && span.start <= at.byte && at.byte < span.end
}

/// The item at a place.
pub(super) fn item_at(file: &ast::File, at: Place) -> Option<&Item> {
    file.items.iter().find(|item| is_in(at, item.span))
}

/// What stands in the `{ }` of an item.
pub(super) fn body(item: &Item) -> &[Member] {
    match &item.kind {
        ItemKind::Model(it) => &it.body,
        ItemKind::Group(it) => &it.body,
        ItemKind::PoissonInput(it) => &it.body,
        ItemKind::Synapses(it) => &it.body,
        _ => &[],
    }
}

/// The smallest expression at a place; a number with its unit is one.
pub(super) fn expression_at(file: &ast::File, at: Place) -> Option<&Expr> {
    let item = item_at(file, at)?;
    let mut found = None;
    of_item(item, &mut |expr| {
        if is_in(at, expr.span) {
            found = Some(expr);
        }
    });
    let mut smallest: &Expr = found?;
    loop {
        if let ExprKind::Quantity { .. } = smallest.kind {
            return Some(smallest);
        }
        let mut inner = None;
        smallest.parts(&mut |part| {
            if is_in(at, part.span) {
                inner = Some(part);
            }
        });
        match inner {
            Some(part) => smallest = part,
            None => return Some(smallest),
        }
    }
}

/// Calls `found` with each whole expression of an item.
pub(super) fn of_item<'e>(item: &'e Item, found: &mut dyn FnMut(&'e Expr)) {
    let instance = match &item.kind {
        ItemKind::Definition(it) => {
            found(&it.value);
            None
        }
        ItemKind::Function(it) => {
            found(&it.body);
            None
        }
        ItemKind::TimedArray(it) => {
            found(&it.value);
            [&it.columns, &it.every, &it.duration].into_iter().flatten().for_each(&mut *found);
            None
        }
        ItemKind::Model(it) => {
            it.parameters.iter().filter_map(|parameter| parameter.default.as_ref()).for_each(&mut *found);
            it.instance.as_ref()
        }
        ItemKind::Group(it) => {
            it.size.iter().for_each(&mut *found);
            it.instance.as_ref()
        }
        ItemKind::PoissonInput(it) => {
            of_group(&it.target, found);
            None
        }
        ItemKind::Subgroup(it) => {
            of_group(&it.of, found);
            None
        }
        ItemKind::Synapses(it) => {
            of_group(&it.source, found);
            of_group(&it.target, found);
            it.instance.as_ref()
        }
        ItemKind::Monitor(it) => {
            of_group(&it.of, found);
            it.every.iter().for_each(&mut *found);
            None
        }
        ItemKind::Protocol(it) => {
            of_protocol(it, found);
            None
        }
        ItemKind::Import(_) => None,
    };
    let arguments: &'e [Argument] = instance.map_or(&[], |instance| &instance.arguments);
    arguments.iter().for_each(|argument| found(&argument.value));
    body(item).iter().for_each(|member| of_member(member, found));
}

fn of_group<'e>(group: &'e GroupRef, found: &mut dyn FnMut(&'e Expr)) {
    for subscript in group.selection.iter().flatten() {
        match subscript {
            Subscript::Index(expr) => found(expr),
            Subscript::Slice { lo, hi, step, .. } => {
                [lo, hi, step].into_iter().flatten().for_each(&mut *found);
            }
        }
    }
}

fn of_member<'e>(member: &'e Member, found: &mut dyn FnMut(&'e Expr)) {
    let statements = |body: &'e [Statement], found: &mut dyn FnMut(&'e Expr)| {
        body.iter().for_each(|statement| found(&statement.value));
    };
    match &member.kind {
        MemberKind::Equation(equation) => match &equation.kind {
            EquationKind::Differential(value) | EquationKind::Subexpression(value) => found(value),
            EquationKind::Parameter => {}
        },
        MemberKind::Event { condition: value, .. }
        | MemberKind::Threshold(value)
        | MemberKind::Refractory(value)
        | MemberKind::Tolerance(value)
        | MemberKind::Dt(value)
        | MemberKind::Delay { value, .. }
        | MemberKind::Order { value, .. }
        | MemberKind::Rate(value)
        | MemberKind::Trains(value)
        | MemberKind::Weight(value)
        | MemberKind::Given(value)
        | MemberKind::Period(value) => found(value),
        MemberKind::Reset(body)
        | MemberKind::Init(body)
        | MemberKind::OnEvent { body, .. }
        | MemberKind::Pathway { body, .. } => statements(body, found),
        MemberKind::Every { period: value, body, .. } | MemberKind::At { times: value, body, .. } => {
            found(value);
            statements(body, found);
        }
        MemberKind::Connect(clauses) => clauses.iter().for_each(|clause| of_clause(&clause.kind, found)),
        MemberKind::Method(_) | MemberKind::File(_) => {}
    }
}

fn of_clause<'e>(clause: &'e ConnectKind, found: &mut dyn FnMut(&'e Expr)) {
    match clause {
        ConnectKind::Condition(value)
        | ConnectKind::Probability(value)
        | ConnectKind::Indegree(value)
        | ConnectKind::Outdegree(value)
        | ConnectKind::Total(value)
        | ConnectKind::Pairs(value)
        | ConnectKind::Multiplicity { value, .. } => found(value),
        ConnectKind::Function { value, generator, .. } => {
            found(value);
            if let Some(Generator { over, filter, .. }) = generator {
                found(over);
                filter.iter().for_each(found);
            }
        }
        ConnectKind::All | ConnectKind::File(_) | ConnectKind::Unique | ConnectKind::SkipIfInvalid => {}
    }
}

fn of_protocol<'e>(statement: &'e Protocol, found: &mut dyn FnMut(&'e Expr)) {
    match &statement.kind {
        ProtocolKind::Run { duration, until } => {
            found(duration);
            until.iter().for_each(found);
        }
        ProtocolKind::Assign { target, value, .. } => {
            of_group(target, found);
            found(value);
        }
        ProtocolKind::Repeat { count: value, body } | ProtocolKind::For { values: value, body, .. } => {
            found(value);
            body.iter().for_each(|statement| of_protocol(statement, found));
        }
        ProtocolKind::Set { value, .. } => found(value),
        ProtocolKind::Store(_) | ProtocolKind::Restore { .. } | ProtocolKind::Save { .. } => {}
    }
}
