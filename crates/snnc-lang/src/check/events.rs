//! Custom events: `event NAME: condition`, `on_event NAME: statements`, and the names by which others mean them.

use super::checker::Checker;
use super::declared::Block;
use super::diagnostics::{events as told, structure};
use super::expected::Expected;
use super::expr;
use super::scope::Scope;
use super::sections::head;
use super::statements::{Moment, Writable, statements};
use crate::hir::{Code, Event, Trigger};
use crate::source::Span;
use crate::spelling;
use crate::syntax::ast::{self, Member, MemberKind, Name};
use std::collections::HashMap;

/// What `monitor NAME of` and the like mean without any event.
const KINDS: [&str; 3] = ["spikes", "count", "rate"];

/// Checks the events of a block of neurons, in the order written.
pub(super) fn events(cx: &mut Checker<'_>, scope: &mut Scope, block: &Block<'_>) -> Vec<Event> {
    let mut events: Vec<Event> = vec![];
    for member in &block.members {
        if let MemberKind::Event { name, condition } = &member.kind {
            let condition = condition_of(cx, scope, head(member), condition);
            if is_event_name(cx, block, &events, name)
                && let Some(condition) = condition
            {
                let code = Code::default();
                events.push(Event { name: name.text.clone(), span: name.span, condition, code });
            }
        }
    }
    let mut first: HashMap<&str, Span> = HashMap::new();
    for member in &block.members {
        let MemberKind::OnEvent { name, body } = &member.kind else { continue };
        let writable =
            Writable { moment: Moment::Spike, own: &block.variables, ends: [&[], &[]], target: None };
        let code = statements(cx, scope, writable, body);
        let earlier = *first.entry(&name.text).or_insert(name.span);
        if earlier != name.span {
            let what = format!("on_event {}", name.text);
            cx.tell(structure::repeated_section(head(member).to(name.span), &what, earlier));
        } else if let Some(event) = events.iter_mut().find(|event| event.name == name.text) {
            event.code = code;
        } else if !declares(block, name) {
            unknown(cx, block, name);
        }
    }
    events
}

fn condition_of(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    head: Span,
    condition: &ast::Expr,
) -> Option<crate::hir::ExprId> {
    // Drawn once in each step, where alone it is read.
    let no_random = scope.no_random.take();
    let because = Expected::boolean().because(head, "an event happens where a condition holds");
    let condition = expr::expression(cx, scope, condition, &because);
    scope.no_random = no_random;
    condition
}

/// Whether an event may have this name; tells it if not.
fn is_event_name(cx: &mut Checker<'_>, block: &Block<'_>, events: &[Event], name: &Name) -> bool {
    let variable = block.variables.iter().find(|variable| variable.name == name.text);
    if let Some(first) = events.iter().find(|event| event.name == name.text) {
        cx.tell(super::diagnostics::names::duplicate(name, first.span, "an event of this block"));
    } else if let Some(variable) = variable {
        cx.tell(told::name_of_variable(name, variable.span));
    } else if &*name.text == "spike" {
        cx.tell(told::reserved_name(name, "it is the event of `threshold`"));
    } else if KINDS.contains(&&*name.text) {
        let why = format!("`monitor {} of …` records something else", name.text);
        cx.tell(told::reserved_name(name, &why));
    } else {
        return cx.is_free(name);
    }
    false
}

/// The event that a name means to synapses and monitors of a block; tells it if there is none.
pub(super) fn find(cx: &mut Checker<'_>, block: &Block<'_>, name: &Name) -> Option<Trigger> {
    if &*name.text == "spike" {
        return Some(Trigger::Spike);
    }
    let position = names(block).position(|event| event.text == name.text);
    if position.is_none() && block.complete && !block.has_lost(&name.text) {
        unknown(cx, block, name);
    }
    position.map(|at| Trigger::Event(at as u32))
}

/// Whether a block has an event of that name, with an error or without.
pub(super) fn declares(block: &Block<'_>, name: &Name) -> bool {
    names(block).any(|event| event.text == name.text)
}

/// The names of a block's events, in the order written. If all are sound, an event counts in this list.
fn names<'b>(block: &'b Block<'_>) -> impl Iterator<Item = &'b Name> {
    let events = |member: &&'b Member| match &member.kind {
        MemberKind::Event { name, .. } => Some(name),
        _ => None,
    };
    let members: Vec<&'b Member> = block.members.iter().map(|member| &**member).collect();
    members.into_iter().filter_map(move |member| events(&member))
}

fn unknown(cx: &mut Checker<'_>, block: &Block<'_>, name: &Name) {
    let similar = spelling::similar(&name.text, names(block).map(|event| &*event.text));
    cx.tell(told::unknown(name, block.name, &similar));
}
