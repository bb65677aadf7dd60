//! `set`: other values for constants, the time step and methods from here on.

use super::cursor::Cursor;
use super::elapsed::Elapsed;
use super::{Check, used};
use crate::check::checker::Checker;
use crate::check::declared::Named;
use crate::check::diagnostics::{names, protocol as told};
use crate::check::environment::Definition;
use crate::check::expected::{Expected, type_name};
use crate::check::reserved::reserved;
use crate::check::sections::BlockKind;
use crate::check::{expr, shown};
use crate::hir::{Method, Type, Value};
use crate::source::Span;
use crate::spelling;
use crate::syntax::ast::{self, Name, ProtocolKind};
use crate::units::{self, Dimension};
use std::collections::HashMap;
use std::sync::Arc;

/// A part of the protocol, and what `set` has changed before it.
#[derive(Debug, Clone, Default)]
pub(in crate::check) struct Stage<'a> {
    /// Constants and settings with the values they have now.
    pub(in crate::check) values: HashMap<Arc<str>, Value>,
    /// Of groups and synapses, by name.
    pub(in crate::check) methods: HashMap<Arc<str>, (Method, Span)>,
    /// Where it begins; `None`: at the beginning.
    pub(super) cursor: Option<Cursor<'a>>,
    /// How many statements were carried out before it.
    pub(super) carried_out: usize,
    /// The time that the protocol has reached before it.
    pub(super) elapsed: Elapsed,
    /// The labels that were saved before it.
    pub(super) saved: HashMap<Arc<str>, Span>,
}

/// Whether the protocol sets the method of some group to one that keeps a tolerance.
pub(in crate::check) fn sets_adaptive(file: &ast::File) -> bool {
    fn any(statements: &[&ast::Protocol]) -> bool {
        statements.iter().any(|statement| match &statement.kind {
            ProtocolKind::Set { member: Some(_), value, .. } => match &value.kind {
                ast::ExprKind::Name(method) => Method::named(&method.text) == Some(Method::Rkf45),
                _ => false,
            },
            ProtocolKind::Repeat { body, .. } | ProtocolKind::For { body, .. } => {
                any(&body.iter().collect::<Vec<_>>())
            }
            _ => false,
        })
    }
    let statements = file.items.iter().filter_map(|item| match &item.kind {
        ast::ItemKind::Protocol(statement) => Some(statement),
        _ => None,
    });
    any(&statements.collect::<Vec<_>>())
}

impl<'a> Check<'_, 'a> {
    /// The stage after a `set`.
    pub(super) fn set(
        &mut self,
        cx: &mut Checker<'a>,
        stage: &Stage<'a>,
        name: &'a Name,
        member: Option<&'a Name>,
        value: &'a ast::Expr,
    ) -> Option<Stage<'a>> {
        let mut after = stage.clone();
        if let Some(member) = member {
            after.methods.insert(name.text.clone(), self.method(cx, name, member, value)?);
            return Some(after);
        }
        if &*name.text == "dt" {
            let because =
                Expected::float(Dimension::TIME).because(name.span, "`dt` is the time step, a time");
            let Value::Float(seconds) = expr::constant(cx, value, &because)? else { return None };
            if seconds <= 0.0 || !seconds.is_finite() {
                cx.tell(crate::check::diagnostics::numerics::time_step(value.span, &shown::seconds(seconds)));
                return None;
            }
            after.values.insert(name.text.clone(), Value::Float(seconds));
            return Some(after);
        }
        let value = self.constant(cx, name, value)?;
        after.values.insert(name.text.clone(), value);
        Some(after)
    }

    /// Tells a new time step that does not divide the time that has passed.
    pub(super) fn time_step(cx: &mut Checker<'a>, after: &Stage<'a>, elapsed: &Elapsed, at: Span) {
        let Some(Value::Float(dt)) = after.values.get("dt") else { return };
        if let Some(time) = elapsed.between_steps(*dt) {
            cx.tell(told::time_step(at, &shown::seconds(*dt), &shown::seconds(time)));
        }
    }

    fn constant(&mut self, cx: &mut Checker<'a>, name: &'a Name, value: &'a ast::Expr) -> Option<Value> {
        if matches!(&*name.text, "seed" | "wiring_seed") {
            cx.tell(told::set_seed(name));
            return None;
        }
        let Some(found) = cx.env.look_up(&name.text) else {
            if let Some(what) = reserved(&name.text) {
                cx.tell(told::set_of_reserved(name, &what));
                return None;
            }
            let constants = cx.env.constants().map(|constant| constant.name.to_string()).collect::<Vec<_>>();
            let similar = spelling::similar(&name.text, constants.iter().map(String::as_str).chain(["dt"]));
            let written = cx.slice(value.span);
            cx.tell_unknown(name, |_| names::unknown_set(name, written, &similar));
            return None;
        };
        let id = match found.definition {
            Definition::Constant(id) => id?,
            Definition::Lost => return None,
            _ => {
                cx.tell(told::set_of_something_else(name, found.what, found.span));
                return None;
            }
        };
        let constant = cx.env.constant(id)?.clone();
        let because = |is: &str| format!("`{}` is {is} in the model", name.text);
        let expected = match constant.value {
            Value::Boolean(_) => {
                Expected::boolean().because(constant.span, because(type_name(Type::Boolean)))
            }
            _ => {
                let is = because(&units::quantity(constant.dimension));
                Expected::number(constant.dimension).because(constant.span, is)
            }
        };
        let new = expr::constant(cx, value, &expected)?;
        let (file, blocks) = (self.file, self.blocks);
        let used = self.used.get_or_insert_with(|| used::when_built(file, blocks));
        if let Some(at) = used.get(&name.text) {
            cx.tell(told::set_too_late(name, *at));
            return None;
        }
        // A whole number of the model that was a float stays one.
        Some(match (constant.value, new) {
            (Value::Float(_), Value::Integer(n)) => Value::Float(n as f64),
            (_, new) => new,
        })
    }

    fn method(
        &self,
        cx: &mut Checker<'a>,
        name: &'a Name,
        member: &'a Name,
        value: &'a ast::Expr,
    ) -> Option<(Method, Span)> {
        let named = self.blocks.named(cx, name, "a group")?;
        let block = match named {
            Named::Part(part) => &self.blocks.groups[part.group.index()],
            Named::Synapses(id) => &self.blocks.synapses[id.index()].as_ref()?.block,
        };
        if &*member.text != "method" {
            let known = block.variables.iter().any(|variable| variable.name == member.text);
            cx.tell(told::set_of_variable(member, &name.text, known));
            return None;
        }
        if block.name.text != name.text || !matches!(block.kind, BlockKind::Neurons | BlockKind::Synapses) {
            cx.tell(told::set_method_of_part(name, &block.name.text));
            return None;
        }
        match &value.kind {
            ast::ExprKind::Name(method) => {
                crate::check::method::method(cx, method).map(|of| (of, method.span))
            }
            _ => {
                cx.tell(told::no_method(value.span));
                None
            }
        }
    }
}
