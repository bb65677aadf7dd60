//! Where the protocol is: in which rounds of which loops.

use crate::check::checker::Checker;
use crate::check::constants::shown_in;
use crate::check::diagnostics::{names, protocol as told};
use crate::check::environment::{Definition, FileName};
use crate::check::expected::Expected;
use crate::check::expr::{self, Constants};
use crate::files::Values;
use crate::hir::{Constant, ConstantId, Value};
use crate::syntax::ast::{self, ItemKind, Name, ProtocolKind};
use std::sync::Arc;

/// The place that the protocol has reached.
#[derive(Debug, Clone)]
pub(in crate::check) struct Cursor<'a> {
    frames: Vec<Frame<'a>>,
}

#[derive(Debug, Clone)]
enum Frame<'a> {
    /// The statements of the file.
    File { statements: Vec<&'a ast::Protocol>, next: usize },
    /// Those of a loop.
    Body { statements: &'a [ast::Protocol], next: usize, rounds: Rounds<'a> },
}

#[derive(Debug, Clone)]
enum Rounds<'a> {
    /// So many more after this one.
    Left(u64),
    /// Of a loop over values, the number of this one's.
    Value { variable: &'a Name, written: &'a ast::Expr, values: Arc<Constants>, at: usize },
}

/// What the cursor comes to.
pub(super) enum Next<'a> {
    /// A statement that is carried out here.
    Statement(&'a ast::Protocol),
    /// A loop with an error in its head, which has been told.
    Poisoned,
}

impl<'a> Cursor<'a> {
    /// At the first statement of a file.
    pub(super) fn new(file: &'a ast::File) -> Self {
        let statements = file.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Protocol(statement) => Some(statement),
            _ => None,
        });
        Cursor { frames: vec![Frame::File { statements: statements.collect(), next: 0 }] }
    }

    /// Gives the names of the loops that it is in their values.
    pub(super) fn resume(&self, cx: &mut Checker<'a>) {
        for frame in &self.frames {
            if let Frame::Body { rounds: Rounds::Value { variable, written, values, at }, .. } = frame {
                bind(cx, variable, written, values, *at);
            }
        }
    }

    /// The next statement, if there is one.
    pub(super) fn next(&mut self, cx: &mut Checker<'a>) -> Option<Next<'a>> {
        loop {
            let statement = match self.frames.last_mut()? {
                Frame::File { statements, next } => {
                    let statement = *statements.get(*next)?;
                    *next += 1;
                    statement
                }
                Frame::Body { statements, next, rounds } => match statements.get(*next) {
                    Some(statement) => {
                        *next += 1;
                        statement
                    }
                    None => {
                        let again = match rounds {
                            Rounds::Left(left) => left.checked_sub(1).map(|less| *left = less).is_some(),
                            Rounds::Value { variable, written, values, at } => {
                                *at += 1;
                                let more = *at < values.values.len();
                                if more {
                                    bind(cx, variable, written, values, *at);
                                } else {
                                    cx.env.names.remove(&variable.text);
                                }
                                more
                            }
                        };
                        if again {
                            *next = 0;
                        } else {
                            self.frames.pop();
                        }
                        continue;
                    }
                },
            };
            match &statement.kind {
                ProtocolKind::Repeat { count, body } if changes_constants(body) => {
                    let Some(count) = self::count(cx, count) else { return Some(Next::Poisoned) };
                    if let Some(left) = count.checked_sub(1) {
                        let rounds = Rounds::Left(left);
                        self.frames.push(Frame::Body { statements: body, next: 0, rounds });
                    }
                }
                ProtocolKind::For { variable, values: written, body } => {
                    let values = expr::constants(cx, written, &Expected::any());
                    if !is_free(cx, variable) {
                        return Some(Next::Poisoned);
                    }
                    let Some(values) = values else {
                        // Its uses say nothing more.
                        let lost = FileName { definition: Definition::Lost, span: variable.span, what: LOOP };
                        cx.env.names.insert(variable.text.clone(), lost);
                        return Some(Next::Poisoned);
                    };
                    if values.shape.len() != 1 {
                        cx.tell(told::no_list(written.span, values.shape.is_empty()));
                        return Some(Next::Poisoned);
                    }
                    let values = Arc::new(values);
                    bind(cx, variable, written, &values, 0);
                    let rounds = Rounds::Value { variable, written, values, at: 0 };
                    self.frames.push(Frame::Body { statements: body, next: 0, rounds });
                }
                _ => return Some(Next::Statement(statement)),
            }
        }
    }
}

/// What the name of a loop is.
pub(super) const LOOP: &str = "the value of a loop";

/// Whether a loop over values may give this name its values; tells it if not.
fn is_free(cx: &mut Checker<'_>, variable: &Name) -> bool {
    if !cx.is_free(variable) {
        return false;
    }
    match cx.env.get(&variable.text) {
        // That of a loop before it, whose values are wrong.
        Some(known) if known.what == LOOP && matches!(known.definition, Definition::Lost) => true,
        Some(known) if known.span != variable.span => {
            let told = names::duplicate(variable, known.span, known.what);
            cx.tell(match known.what {
                "a constant" => told.help(format!(
                    "to give the constant other values, write `for x in … {{ set {} = x; … }}`",
                    variable.text
                )),
                _ => told,
            });
            false
        }
        _ => true,
    }
}

/// Gives the name of a loop its value of a round.
fn bind(cx: &mut Checker<'_>, variable: &Name, written: &ast::Expr, values: &Constants, at: usize) {
    let value = match &values.values {
        Values::Floats(values) => values.get(at).map(|x| Value::Float(*x)),
        Values::Integers(values) => values.get(at).map(|n| Value::Integer(*n)),
        Values::Booleans(values) => values.get(at).map(|b| Value::Boolean(*b)),
    };
    let id = value.map(|value| {
        let unit = shown_in(cx, written, value, values.dimension);
        let (name, span) = (variable.text.clone(), variable.span);
        cx.env.table.push(Some(Constant {
            name,
            span,
            value,
            dimension: values.dimension,
            unit,
            of_loop: true,
        }));
        ConstantId(cx.env.table.len() as u32 - 1)
    });
    let name = FileName { definition: Definition::Constant(id), span: variable.span, what: LOOP };
    cx.env.names.insert(variable.text.clone(), name);
}

/// Whether statements change constants, so that their rounds are not alike.
fn changes_constants(body: &[ast::Protocol]) -> bool {
    body.iter().any(|statement| match &statement.kind {
        ProtocolKind::Set { .. } | ProtocolKind::For { .. } => true,
        ProtocolKind::Repeat { body, .. } => changes_constants(body),
        _ => false,
    })
}

/// How often a loop is repeated.
pub(super) fn count(cx: &mut Checker<'_>, count: &ast::Expr) -> Option<u64> {
    let given = expr::whole(cx, count, "the number of rounds")?;
    let rounds = u64::try_from(given).ok();
    if rounds.is_none() {
        cx.tell(told::negative_count(count.span, given));
    }
    rounds
}
