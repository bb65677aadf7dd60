//! Pathways of synapses: what is done at spikes, when, and in which order.

use super::checker::Checker;
use super::declared::Block;
use super::diagnostics::{numerics, synapses as diagnostics};
use super::events;
use super::expected::Expected;
use super::expr;
use super::scope::Scope;
use super::sections::head;
use super::shown;
use super::statements::{Writable, statements};
use crate::hir::{Delay, Pathway, Value};
use crate::source::Span;
use crate::syntax::ast::{self, End, Member, MemberKind, Name};
use crate::units::Dimension;
use std::collections::HashMap;
use std::sync::Arc;

/// Checks the pathways of a block of synapses, with their delays and orders.
pub(super) fn pathways(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    writable: Writable<'_>,
    members: &[&Member],
    ends: [&Block<'_>; 2],
) -> Vec<Pathway> {
    let mut pathways: Vec<Pathway> = vec![];
    let mut known: HashMap<Arc<str>, usize> = HashMap::new();
    for member in members {
        let MemberKind::Pathway { end, name, event, body } = &member.kind else {
            continue;
        };
        let (section, default) = match end {
            End::Pre => ("on_pre", "pre"),
            End::Post => ("on_post", "post"),
        };
        let text: Arc<str> = name.as_ref().map_or_else(|| default.into(), |name| name.text.clone());
        let span = name.as_ref().map_or_else(|| head(member), |name| head(member).to(name.span));
        let code = statements(cx, scope, writable, body);
        if let Some(first) = known.get(&text) {
            cx.tell(diagnostics::repeated_pathway(span, &text, section, pathways[*first].span));
            continue;
        }
        known.insert(text.clone(), pathways.len());
        let of = ends[usize::from(*end == End::Post)];
        let trigger = event.as_ref().map(|event| events::find(cx, of, event));
        let trigger = trigger.flatten().unwrap_or_default();
        pathways.push(Pathway {
            name: text,
            span,
            end: *end,
            trigger,
            code,
            delay: Delay::Constant(0.0),
            delay_span: None,
            order: 0,
        });
    }
    let mut given: HashMap<(&str, usize), Span> = HashMap::new();
    for member in members {
        let (section, pathway, value) = match &member.kind {
            MemberKind::Delay { pathway, value } => ("delay", pathway, value),
            MemberKind::Order { pathway, value } => ("order", pathway, value),
            _ => continue,
        };
        let at = find(cx, &known, &pathways, section, pathway.as_ref(), head(member));
        if let Some(at) = at {
            let earlier = *given.entry((section, at)).or_insert(head(member));
            if earlier != head(member) {
                let what = format!("{section} {}", pathways[at].name);
                cx.tell(super::diagnostics::structure::repeated_section(head(member), &what, earlier));
            }
        }
        if section == "delay" {
            let delay = delay(cx, scope, value, head(member));
            if let (Some(at), Some(delay)) = (at, delay) {
                pathways[at].delay = delay;
                pathways[at].delay_span = Some(value.span);
            }
        } else if let (Some(at), Some(order)) = (at, expr::whole(cx, value, "the order of a pathway")) {
            pathways[at].order = order;
        }
    }
    pathways
}

fn find(
    cx: &mut Checker<'_>,
    known: &HashMap<Arc<str>, usize>,
    pathways: &[Pathway],
    section: &str,
    name: Option<&Name>,
    head: Span,
) -> Option<usize> {
    let (text, span) = name.map_or(("pre", head), |name| (&*name.text, name.span));
    let found = known.get(text).copied();
    if found.is_none() {
        let names: Vec<_> = pathways.iter().map(|pathway| &*pathway.name).collect();
        let told = diagnostics::unknown_pathway(span, text, &names);
        cx.tell(match (name, &names[..]) {
            (None, [only, ..]) => told.at("this is of the pathway `pre`").fix(
                format!("Make it that of `{only}`"),
                span,
                format!("{section} {only}"),
            ),
            _ => told,
        });
    }
    found
}

fn delay(cx: &mut Checker<'_>, scope: &mut Scope, value: &ast::Expr, head: Span) -> Option<Delay> {
    let no_random = scope.no_random.take();
    let expected = Expected::float(Dimension::TIME).because(head, "a delay is a time");
    let id = expr::expression(cx, scope, value, &expected);
    scope.no_random = no_random;
    let id = id?;
    if !expr::is_constant(cx, id) {
        return Some(Delay::Each(id));
    }
    let Value::Float(seconds) = expr::evaluate(cx, id)? else {
        return None;
    };
    if seconds < 0.0 || !seconds.is_finite() {
        cx.tell(numerics::out_of_range(value.span, "a delay", seconds, &shown::seconds(seconds)));
        return None;
    }
    Some(Delay::Constant(seconds))
}
