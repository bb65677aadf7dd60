//! Statements: `reset`, `init`, `on_pre` and their kin.

use super::checker::Checker;
use super::declared::Declared;
use super::diagnostics::{names, structure};
use super::environment::Definition;
use super::expected::{self, Expected, type_name};
use super::expr;
use super::reserved;
use super::scope::{Binding, Scope, Site, VariableBinding};
use super::shared::{self, Tables};
use crate::hir::{BinaryOp, Code, Expr, ExprId, ExprKind, Local, LocalId, Place, Statement, Target, Type};
use crate::source::Span;
use crate::spelling;
use crate::syntax::ast::{self, AssignOp, EquationKind, Name};
use crate::units::Dimension;
use std::collections::HashMap;
use std::sync::Arc;

/// When statements are carried out; it decides what they may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// Once, before the simulation.
    Init,
    /// At a spike or event, for the elements concerned.
    Spike,
    /// In the steps that a section says, for all elements.
    Timed,
}

/// What the statements of a block can write.
#[derive(Clone, Copy)]
pub(super) struct Writable<'a> {
    /// When.
    pub(super) moment: Moment,
    /// The block's own variables.
    pub(super) own: &'a [Declared<'a>],
    /// The variables of the source and target of synapses.
    pub(super) ends: [&'a [Declared<'a>]; 2],
    /// The name of the target of synapses.
    pub(super) target: Option<&'a Name>,
}

impl<'a> Writable<'a> {
    fn tables(&self) -> Tables<'a> {
        Tables { own: self.own, ends: self.ends }
    }

    /// Why a variable cannot be written: what it is.
    fn refusal(&self, binding: &VariableBinding) -> Option<&'static str> {
        let variable = self.tables().variable(binding.place, binding.id);
        let Some(equation) = variable.equation else {
            return Some("the number of a synapse within its pair");
        };
        let constant = equation.flags.iter().any(|flag| *flag.text == *"constant");
        match (&equation.kind, self.moment, binding.place) {
            (EquationKind::Subexpression(_), ..) if variable.has("linked") => {
                Some("linked, and belongs to the other group")
            }
            (EquationKind::Subexpression(_), ..) => Some("a subexpression, computed where it is used"),
            (_, Moment::Init, Place::End(_)) => {
                Some("a variable of an end, and `init` of synapses sets their own")
            }
            (EquationKind::Parameter, Moment::Spike | Moment::Timed, _) if constant => {
                Some("`constant`, and gets its value in `init` or between runs")
            }
            _ => None,
        }
    }
}

/// Checks statements in order. The local names that they define end with them.
pub(super) fn statements(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    writable: Writable<'_>,
    body: &[ast::Statement],
) -> Code {
    let no_random = scope.no_random.take();
    let mut block = Block {
        writable,
        code: Code::default(),
        first: HashMap::new(),
        shared: shared::Written::default(),
        complete: true,
    };
    block.announce(cx, scope, body);
    for statement in body {
        match block.statement(cx, scope, statement) {
            Some(checked) => block.code.statements.push(checked),
            None => block.complete = false,
        }
    }
    for (name, span) in &block.first {
        // Where it is read it was told that nothing has this name.
        if block.complete && !cx.damaged && !scope.is_used(name) && !cx.was_unknown(name) {
            let variables = scope.variables().map(Arc::as_ref);
            let similar = spelling::similar(name, variables.filter(|known| *known != &**name));
            cx.tell(structure::unread_local(*span, name, &similar));
        }
        scope.unbind(name);
    }
    scope.no_random = no_random;
    block.code
}

/// The sign of an assignment as it is written.
fn sign(op: AssignOp) -> &'static str {
    match op {
        AssignOp::Set => "=",
        AssignOp::Add => "+=",
        AssignOp::Sub => "-=",
        AssignOp::Mul => "*=",
        AssignOp::Div => "/=",
    }
}

/// What a statement writes, and what is known of it.
struct Written {
    target: Target,
    read: ExprKind,
    ty: Type,
    dimension: Dimension,
    because: (Span, String),
}

/// Statements that are being checked.
struct Block<'a> {
    writable: Writable<'a>,
    code: Code,
    /// The local names and where each is first assigned.
    first: HashMap<Arc<str>, Span>,
    /// What is known of shared variables so far.
    shared: shared::Written,
    complete: bool,
}

impl Block<'_> {
    /// Finds the local names, so that a use before the assignment is told as such.
    fn announce(&mut self, cx: &mut Checker<'_>, scope: &mut Scope, body: &[ast::Statement]) {
        for statement in body {
            let name = &statement.target;
            let known = scope.get(&name.text).is_some()
                || cx.env.get(&name.text).is_some()
                || reserved::reserved(&name.text).is_some()
                || of_block(scope, &name.text).is_some();
            if statement.op != AssignOp::Set || known {
                continue;
            }
            self.first.insert(name.text.clone(), name.span);
            scope.bind(
                name.text.clone(),
                Binding::Refused {
                    message: format!("`{}` has no value here", name.text),
                    help: None,
                    label: Some((name.span, "it is assigned only here".into())),
                },
            );
        }
    }

    fn statement(
        &mut self,
        cx: &mut Checker<'_>,
        scope: &mut Scope,
        statement: &ast::Statement,
    ) -> Option<Statement> {
        let name = &statement.target;
        let is_new = self.first.get(&name.text) == Some(&name.span) && statement.op == AssignOp::Set;
        let checked = if is_new {
            self.definition(cx, scope, name, &statement.value)
        } else {
            let written = self.written(cx, scope, name, statement.op);
            assignment(cx, scope, statement, written)
        };
        let (target, value) = checked?;
        let tables = self.writable.tables();
        match target {
            Target::Local(id) => self.shared.local(cx, tables, id, value, statement.span),
            Target::Variable(place, id) => {
                let at_spikes = self.writable.moment == Moment::Spike;
                self.shared.variable(cx, tables, (place, id), value, statement.span, at_spikes);
            }
        }
        Some(Statement { target, value, span: statement.span })
    }

    /// The first assignment of a local name.
    fn definition(
        &mut self,
        cx: &mut Checker<'_>,
        scope: &mut Scope,
        name: &Name,
        value: &ast::Expr,
    ) -> Option<(Target, ExprId)> {
        let value = expr::expression(cx, scope, value, &Expected::any());
        if is_of_an_end(cx, scope, name) {
            scope.bind(name.text.clone(), Binding::Poisoned);
            return None;
        }
        let Some(value) = value else {
            scope.bind(name.text.clone(), Binding::Poisoned);
            return None;
        };
        let (ty, dimension) = (cx.exprs[value].ty, cx.exprs[value].dimension);
        let id = LocalId(self.code.locals.len() as u32);
        self.code.locals.push(Local { name: name.text.clone(), ty });
        scope.bind(name.text.clone(), Binding::Local { id, ty, dimension, span: name.span });
        Some((Target::Local(id), value))
    }

    /// What a name that is known already means as a target.
    fn written(&self, cx: &mut Checker<'_>, scope: &Scope, name: &Name, op: AssignOp) -> Option<Written> {
        match scope.get(&name.text) {
            Some(Binding::Variable(variable)) => {
                if let Some(is) = self.writable.refusal(variable) {
                    let told = structure::not_writable(name.span, &name.text, is);
                    cx.tell(told.label(variable.span, "declared here"));
                    return None;
                }
                let place = variable.unit_span.unwrap_or(variable.span);
                let clause = expected::declaration(&name.text, variable.ty, &variable.unit.text);
                Some(Written {
                    target: Target::Variable(variable.place, variable.id),
                    read: ExprKind::Variable(variable.place, variable.id),
                    ty: variable.ty,
                    dimension: variable.dimension,
                    because: (place, clause),
                })
            }
            Some(Binding::Local { id, ty, dimension, span }) => Some(Written {
                target: Target::Local(*id),
                read: ExprKind::Local(*id),
                ty: *ty,
                dimension: *dimension,
                because: (
                    *span,
                    match ty {
                        Type::Integer => format!(
                            "`{}` begins as a whole number; begin with `0.0` for one with a fraction",
                            name.text
                        ),
                        _ => format!("`{}` gets its unit here", name.text),
                    },
                ),
            }),
            Some(Binding::Poisoned | Binding::Value { .. }) => None,
            Some(Binding::Refused { message, help, label }) => {
                let told = structure::no_value(name.span, &name.text, sign(op));
                let told = label.iter().fold(told, |told, (span, text)| told.label(*span, text));
                let _ = (message, help);
                cx.tell(told);
                None
            }
            None => {
                not_a_variable(cx, scope, name, self.writable.target);
                None
            }
        }
    }
}

/// The value of an assignment; `x += e` is written out.
fn assignment(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    statement: &ast::Statement,
    written: Option<Written>,
) -> Option<(Target, ExprId)> {
    let Some(Written { target, read, ty, dimension, because: (span, clause) }) = written else {
        expr::expression(cx, scope, &statement.value, &Expected::any());
        return None;
    };
    let name = &statement.target;
    let op = match statement.op {
        AssignOp::Set => {
            let expected = Expected::of(ty, dimension).because(span, clause);
            return Some((target, expr::expression(cx, scope, &statement.value, &expected)?));
        }
        AssignOp::Add => BinaryOp::Add,
        AssignOp::Sub => BinaryOp::Sub,
        AssignOp::Mul => BinaryOp::Mul,
        AssignOp::Div => BinaryOp::Div,
    };
    if ty == Type::Boolean || (ty == Type::Integer && op == BinaryOp::Div) {
        let told = structure::operator(statement.span, sign(statement.op), &name.text, type_name(ty));
        let told = told.label(span, clause);
        cx.tell(match op {
            BinaryOp::Div => told.help(format!("write `{0} = {0} // …` or `{0} = int({0} / …)`", name.text)),
            _ => told,
        });
        return None;
    }
    let expected = match op {
        BinaryOp::Mul | BinaryOp::Div => {
            let clause = format!("`{}` keeps the unit of `{}`", sign(statement.op), name.text);
            Expected::of(ty, Dimension::ONE).because(name.span, clause)
        }
        _ => Expected::of(ty, dimension).because(span, clause),
    };
    let right = expr::expression(cx, scope, &statement.value, &expected)?;
    let left = cx.exprs.push(Expr { kind: read, ty, dimension, span: name.span });
    let kind = ExprKind::Binary(op, left, right);
    Some((target, cx.exprs.push(Expr { kind, ty, dimension, span: statement.span })))
}

/// What a name means in the statements of a block only, where it cannot be given to a local name.
fn of_block(scope: &Scope, name: &str) -> Option<&'static str> {
    match name {
        "N" => Some("the number of elements of the block"),
        "index" if scope.site == Site::Synapses => Some("the number of a synapse"),
        "lastupdate" if scope.event_driven => Some("the time of the synapse's last event, and set by itself"),
        _ => None,
    }
}

/// A target that is neither a variable nor a local name.
fn not_a_variable(cx: &mut Checker<'_>, scope: &Scope, name: &Name, target: Option<&Name>) {
    if cx.env.is_lost(&name.text) {
        return;
    }
    if let Some(found) = cx.env.look_up(&name.text) {
        let is = found.described();
        let told = structure::not_writable(name.span, &name.text, &is).label(found.span, "defined here");
        cx.tell(match found.definition {
            Definition::Constant(_) => told.help(format!(
                "declare a parameter in the block if it has to change: `{} : unit`",
                name.text
            )),
            _ => told,
        });
    } else if let Some(is) = of_block(scope, &name.text) {
        cx.tell(structure::not_writable(name.span, &name.text, is));
    } else if let Some(is) = reserved::reserved(&name.text) {
        cx.tell(structure::not_writable(name.span, &name.text, &is));
    } else if !is_of_an_end(cx, scope, name) {
        let similar = spelling::similar(&name.text, scope.variables().map(Arc::as_ref));
        cx.tell_unknown(name, |_| names::unknown_written(name, target, &similar));
    }
}

/// Whether a name without meaning would have to be a variable of an end of synapses; tells it then.
fn is_of_an_end(cx: &mut Checker<'_>, scope: &Scope, name: &Name) -> bool {
    let pre = name.text.strip_suffix("_pre").map(|variable| (variable, "source"));
    let post = name.text.strip_suffix("_post").map(|variable| (variable, "target"));
    let Some((variable, end)) = pre.or(post) else {
        return false;
    };
    let others = scope.names().filter(|known| **known != name.text).map(Arc::as_ref);
    let similar = spelling::similar(&name.text, others);
    cx.tell(match scope.site {
        Site::Synapses => names::unknown_of_end(name, variable, end, &similar),
        _ => names::not_here(name, "only synapses have a source and a target"),
    });
    true
}
