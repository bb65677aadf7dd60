//! Expressions as text.

use super::Number;
use crate::hir::{
    BinaryOp, Builtin, Expr, ExprId, ExprKind, Function, Local, Model, Place, Random, Variable, VariableId,
};
use crate::syntax::ast::{CompareOp, End};
use crate::syntax::level::Level;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::sync::Arc;

/// The names that stand for the ids of an expression.
#[derive(Clone, Copy, Default)]
pub(super) struct Names<'a> {
    /// Variables of the block itself.
    pub(super) own: &'a [Variable],
    /// Variables of the source of a synapse.
    pub(super) pre: &'a [Variable],
    /// Variables of the target of a synapse.
    pub(super) post: &'a [Variable],
    /// Local names of the statements.
    pub(super) locals: &'a [Local],
    /// Noises.
    pub(super) noises: &'a [Arc<str>],
    /// What is found of many elements.
    pub(super) reduced: &'a [String],
}

impl Names<'_> {
    /// A variable as it would be written in the block.
    pub(super) fn variable(&self, place: Place, id: VariableId) -> String {
        match place {
            Place::Own => self.own[id.index()].name.to_string(),
            Place::End(End::Pre) => format!("{}_pre", self.pre[id.index()].name),
            Place::End(End::Post) => format!("{}_post", self.post[id.index()].name),
        }
    }
}

/// An expression; what occurs in it more than once has a name, `%12`, and a line of its own.
pub(super) struct Printed {
    /// The expression itself.
    pub(super) text: String,
    /// `%12 = …`, each before its first use.
    pub(super) shared: Vec<String>,
}

/// Prints the expression `root` without recursion: operands come before their parents, so that one pass over the ids in
/// order finds the text of every operand ready, and takes it rather than copies it.
pub(super) fn print(model: &Model, names: &Names<'_>, root: ExprId) -> Printed {
    let (order, uses) = reachable(model, root);
    let mut texts: HashMap<ExprId, (String, Level)> = HashMap::new();
    let mut shared = vec![];
    for id in order {
        let expr = &model.exprs[id];
        let operands = expr.kind.operands();
        let leaf = operands.is_empty() && !matches!(expr.kind, ExprKind::Random(..));
        let parts = operands
            .iter()
            .map(|o| match uses[o] {
                1 => texts.remove(o).unwrap_or_default(),
                _ => texts.get(o).cloned().unwrap_or_default(),
            })
            .collect();
        let mut text = write(model, names, expr, parts);
        if uses[&id] > 1 && !leaf {
            shared.push(format!("%{} = {}", id.0, text.0));
            text = (format!("%{}", id.0), Level::Atom);
        }
        texts.insert(id, text);
    }
    Printed { text: texts.remove(&root).unwrap_or_default().0, shared }
}

/// The ids below `root`, in order, and how often each is used.
fn reachable(model: &Model, root: ExprId) -> (Vec<ExprId>, HashMap<ExprId, u32>) {
    let mut uses = HashMap::from([(root, 1)]);
    let mut seen = HashSet::from([root]);
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        for operand in model.exprs[id].kind.operands() {
            *uses.entry(operand).or_insert(0) += 1;
            if seen.insert(operand) {
                open.push(operand);
            }
        }
    }
    let mut order: Vec<_> = seen.into_iter().collect();
    order.sort_unstable();
    (order, uses)
}

fn write(model: &Model, names: &Names<'_>, expr: &Expr, parts: Vec<(String, Level)>) -> (String, Level) {
    let mut parts = parts.into_iter();
    // Conversions to float are not written: the types of the operands show them.
    if let ExprKind::ToFloat(_) = expr.kind {
        return parts.next().unwrap_or_default();
    }
    let mut next = |least: Level| match parts.next() {
        Some((text, level)) if level < least => format!("({text})"),
        Some((text, _)) => text,
        None => String::new(),
    };
    let atom = |text: String| (text, Level::Atom);
    match &expr.kind {
        ExprKind::Float(x) if *x < 0.0 => (Number(*x).to_string(), Level::Sign),
        ExprKind::Float(x) => atom(Number(*x).to_string()),
        ExprKind::Integer(n) if *n < 0 => (n.to_string(), Level::Sign),
        ExprKind::Integer(n) => atom(n.to_string()),
        ExprKind::Boolean(b) => atom(b.to_string()),
        ExprKind::Constant(id) => atom(model.constants[id.index()].name.to_string()),
        ExprKind::Entry(id) => atom(model.exprs.array(*id).name.to_string()),
        ExprKind::Element(id, indices) => {
            let text = call(&model.exprs.array(*id).name, indices.len(), &mut next);
            atom(text.replacen('(', "[", 1).trim_end_matches(')').to_string() + "]")
        }
        ExprKind::Timed(id, args) => atom(call(&model.timed_arrays[id.index()].name, args.len(), &mut next)),
        ExprKind::Variable(place, id) => atom(names.variable(*place, *id)),
        ExprKind::Local(id) => atom(names.locals[id.index()].name.to_string()),
        ExprKind::Builtin(builtin) => atom(builtin_name(*builtin).to_string()),
        ExprKind::Noise(id) => atom(names.noises[id.index()].to_string()),
        ExprKind::Reduced(id) => atom(names.reduced[id.index()].clone()),
        ExprKind::Negate(_) => (format!("-{}", next(Level::Sign)), Level::Sign),
        ExprKind::Not(_) => (format!("not {}", next(Level::Not)), Level::Not),
        ExprKind::Compare(op, ..) => {
            let left = next(Level::Sum);
            (format!("{left} {} {}", compare_sign(*op), next(Level::Sum)), Level::Comparison)
        }
        ExprKind::Select { .. } => {
            let condition = next(Level::Or);
            let then = next(Level::Or);
            (format!("{then} if {condition} else {}", next(Level::Conditional)), Level::Conditional)
        }
        ExprKind::Binary(op, ..) => binary(*op, &mut next),
        ExprKind::Call(function, args) => atom(call(function_name(*function), args.len(), &mut next)),
        ExprKind::Random(random, args) => atom(call(random_name(*random), args.len(), &mut next)),
        ExprKind::Reduce(reduction, _) => atom(call(reduction.name(), 1, &mut next)),
        ExprKind::ToFloat(_) | ExprKind::ToInteger(_) => atom(format!("int({})", next(Level::Conditional))),
    }
}

fn call(name: &str, arguments: usize, next: &mut impl FnMut(Level) -> String) -> String {
    let mut text = format!("{name}(");
    for at in 0..arguments {
        let comma = if at == 0 { "" } else { ", " };
        let _ = write!(text, "{comma}{}", next(Level::Conditional));
    }
    text + ")"
}

fn binary(op: BinaryOp, next: &mut impl FnMut(Level) -> String) -> (String, Level) {
    let (sign, level, right) = match op {
        BinaryOp::Add => (" + ", Level::Sum, Level::Product),
        BinaryOp::Sub => (" - ", Level::Sum, Level::Product),
        BinaryOp::Mul => ("*", Level::Product, Level::Sign),
        BinaryOp::Div => ("/", Level::Product, Level::Sign),
        BinaryOp::FloorDiv => (" // ", Level::Product, Level::Sign),
        BinaryOp::Mod => (" % ", Level::Product, Level::Sign),
        BinaryOp::Pow => {
            let base = next(Level::Atom);
            return (format!("{base}**{}", next(Level::Sign)), Level::Power);
        }
        BinaryOp::And => (" and ", Level::And, Level::And),
        BinaryOp::Or => (" or ", Level::Or, Level::Or),
        BinaryOp::Min => return (call("min", 2, next), Level::Atom),
        BinaryOp::Max => return (call("max", 2, next), Level::Atom),
    };
    let mut text = next(level);
    text.push_str(sign);
    text.push_str(&next(right));
    (text, level)
}

fn builtin_name(builtin: Builtin) -> &'static str {
    match builtin {
        Builtin::Time => "t",
        Builtin::Dt => "dt",
        Builtin::TimeStep => "t_in_timesteps",
        Builtin::Index(Place::Own | Place::End(End::Pre)) => "i",
        Builtin::Index(Place::End(End::Post)) => "j",
        Builtin::Size => "N",
        Builtin::EndSize(End::Pre) => "N_pre",
        Builtin::EndSize(End::Post) => "N_post",
        Builtin::Degree(End::Pre) => "N_outgoing",
        Builtin::Degree(End::Post) => "N_incoming",
        Builtin::LastSpike(Place::Own) => "lastspike",
        Builtin::LastSpike(Place::End(End::Pre)) => "lastspike_pre",
        Builtin::LastSpike(Place::End(End::Post)) => "lastspike_post",
        Builtin::NotRefractory(Place::Own) => "not_refractory",
        Builtin::NotRefractory(Place::End(End::Pre)) => "not_refractory_pre",
        Builtin::NotRefractory(Place::End(End::Post)) => "not_refractory_post",
        Builtin::SynapseNumber => "index",
        Builtin::LastUpdate => "lastupdate",
    }
}

fn compare_sign(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Lt => "<",
        CompareOp::Le => "<=",
        CompareOp::Gt => ">",
        CompareOp::Ge => ">=",
        CompareOp::Eq => "==",
        CompareOp::Ne => "!=",
    }
}

fn function_name(function: Function) -> &'static str {
    match function {
        Function::Exp => "exp",
        Function::Expm1 => "expm1",
        Function::Exprel => "exprel",
        Function::Log => "log",
        Function::Log10 => "log10",
        Function::Log1p => "log1p",
        Function::Sqrt => "sqrt",
        Function::Sin => "sin",
        Function::Cos => "cos",
        Function::Tan => "tan",
        Function::Arcsin => "arcsin",
        Function::Arccos => "arccos",
        Function::Arctan => "arctan",
        Function::Sinh => "sinh",
        Function::Cosh => "cosh",
        Function::Tanh => "tanh",
        Function::Abs => "abs",
        Function::Sign => "sign",
        Function::Floor => "floor",
        Function::Ceil => "ceil",
        Function::Round => "round",
        Function::TimestepOf => "timestep",
    }
}

fn random_name(random: Random) -> &'static str {
    match random {
        Random::Uniform => "rand",
        Random::Normal => "randn",
        Random::Poisson => "poisson",
        Random::Binomial => "binomial",
    }
}
