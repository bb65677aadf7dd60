//! The protocol: what is carried out, in order.
//!
//! A `set` changes constants, on which everything may depend: the file is checked again with the new values, and what is
//! carried out after it belongs to the model that results, the next *stage*. Loops around a `set`, and loops over values, are
//! therefore carried out here: each round is a part of the protocol of its own.

mod assign;
mod cursor;
mod elapsed;
mod run;
mod save;
mod set;
mod stored;
mod until;
mod used;

pub(super) use cursor::Cursor;
pub(super) use set::{Stage, sets_adaptive};

use super::checker::Checker;
use super::declared::Blocks;
use super::diagnostics::protocol as told;
use crate::hir::{self, Settings};
use crate::source::Span;
use crate::syntax::ast::{self, ProtocolKind};
use cursor::Next;
use std::collections::HashMap;
use std::sync::Arc;

/// How many statements may be carried out, the rounds of loops over values counted.
const MOST: usize = 200_000;

/// Checks the statements of a file's protocol up to the next `set`; what comes after it is in the stage that follows.
pub(super) fn protocol<'a>(
    cx: &mut Checker<'a>,
    file: &'a ast::File,
    blocks: &Blocks<'a>,
    settings: &Settings,
    stage: &Stage<'a>,
) -> (Vec<hir::Protocol>, Option<Stage<'a>>) {
    let mut cursor = stage.cursor.clone().unwrap_or_else(|| Cursor::new(file));
    if stage.cursor.is_none() {
        stored::labels(cx, file);
    }
    let mut check = Check { file, blocks, settings, used: None, labels: stage.saved.clone() };
    let mut protocol = vec![];
    let mut carried_out = stage.carried_out;
    let mut elapsed = stage.elapsed.clone();
    cursor.resume(cx);
    while let Some(next) = cursor.next(cx) {
        let statement = match next {
            Next::Statement(statement) => statement,
            Next::Poisoned => continue,
        };
        carried_out += 1;
        if carried_out > MOST {
            cx.tell(told::too_long(statement.span, MOST));
            return (protocol, None);
        }
        if let ProtocolKind::Set { name, member, value } = &statement.kind {
            let Some(mut after) = check.set(cx, stage, name, member.as_ref(), value) else { continue };
            if member.is_none() && &*name.text == "dt" {
                Check::time_step(cx, &after, &elapsed, value.span);
            }
            after.elapsed = elapsed;
            after.cursor = Some(cursor);
            after.carried_out = carried_out;
            after.saved = check.labels;
            protocol.push(hir::Protocol::Set { span: statement.span });
            return (protocol, Some(after));
        }
        let statement = check.statement(cx, statement);
        statement.iter().for_each(|statement| elapsed.pass(statement, settings.dt));
        protocol.extend(statement);
    }
    (protocol, None)
}

/// What statements are checked against.
struct Check<'c, 'a> {
    file: &'a ast::File,
    blocks: &'c Blocks<'a>,
    settings: &'c Settings,
    /// Where each name is used that must be known when the network is built; found when it is first asked for.
    used: Option<HashMap<Arc<str>, Span>>,
    /// The labels of `save`, and the statement of each.
    labels: HashMap<Arc<str>, Span>,
}

impl<'a> Check<'_, 'a> {
    /// A statement other than `set` and loops that change constants.
    fn statement(&mut self, cx: &mut Checker<'a>, statement: &'a ast::Protocol) -> Option<hir::Protocol> {
        let span = statement.span;
        match &statement.kind {
            ProtocolKind::Run { duration, until } => {
                let seconds = run::run(cx, duration, self.settings);
                let until = until.as_ref().map(|until| self.until(cx, until));
                let until = match until {
                    Some(until) => Some(until?),
                    None => None,
                };
                Some(hir::Protocol::Run { duration: seconds?, until, span })
            }
            ProtocolKind::Assign { target, variable, op, value } => {
                self.assign(cx, target, variable, *op, value, span)
            }
            ProtocolKind::Store(label) => Some(hir::Protocol::Store { label: label.text.clone() }),
            ProtocolKind::Restore { label, exact, except } => self.restore(cx, label, *exact, except, span),
            ProtocolKind::Repeat { count, body } => {
                let count = cursor::count(cx, count);
                let body: Vec<_> = body.iter().map(|statement| self.statement(cx, statement)).collect();
                let body: Option<_> = body.into_iter().collect();
                Some(hir::Protocol::Repeat { count: count?, body: body? })
            }
            ProtocolKind::Save { group, label } => self.save(cx, group, label, span),
            // The cursor carries these out.
            ProtocolKind::For { .. } | ProtocolKind::Set { .. } => None,
        }
    }
}
