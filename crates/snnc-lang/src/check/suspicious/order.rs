//! Pathways of which the outcome depends on the order of the synapses.

use super::blocks::Block;
use super::facts::Facts;
use super::moment::Moment;
use crate::check::diagnostics::suspicious as told;
use crate::check::value;
use crate::diagnostic::Diagnostic;
use crate::hir::{
    BinaryOp, Builtin, ConnectRule, ExprId, ExprKind, LocalId, Pairs, Pathway, Place, Target, VariableId,
    VariableKind,
};
use crate::source::Span;
use crate::syntax::ast::{CompareOp, End};
use std::cell::Cell;
use std::collections::HashMap;

/// How deep subexpressions in subexpressions are followed.
const DEPTH: u32 = 6;

/// Plain assignments to a variable of an end of which each synapse may make something else.
pub(super) fn order(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut found = vec![];
    for (at, synapses) in facts.model.synapses.iter().enumerate() {
        for pathway in &synapses.pathways {
            found.extend(Order { facts, at, depth: Cell::new(0) }.pathway(pathway));
        }
    }
    found
}

/// How a statement changes a variable of an end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Set,
    Add,
    Scale,
    Other,
}

/// A statement that changes a variable of an end.
#[derive(Clone)]
struct Change {
    end: End,
    id: VariableId,
    how: How,
    /// What in it differs between the synapses of one element.
    varies: Option<String>,
    span: Span,
}

struct Order<'f, 'm> {
    facts: &'f Facts<'m>,
    at: usize,
    /// How deep subexpressions in subexpressions are followed at the moment.
    depth: Cell<u32>,
}

impl Order<'_, '_> {
    fn pathway(&self, pathway: &Pathway) -> Vec<Diagnostic> {
        let mut varying: HashMap<LocalId, String> = HashMap::new();
        let mut changes: Vec<Change> = vec![];
        for statement in &pathway.code.statements {
            match statement.target {
                Target::Local(id) => {
                    if let Some(what) = self.varies(statement.value, None, &varying) {
                        varying.insert(id, what);
                    }
                }
                Target::Variable(Place::End(end), id) => {
                    let how = self.how(statement.value, end, id);
                    let varies = self.varies(statement.value, Some(end), &varying);
                    changes.push(Change { end, id, how, varies, span: statement.span });
                }
                Target::Variable(Place::Own, _) => {}
            }
        }
        let mut found = vec![];
        while let Some(Change { end, id, .. }) = changes.first() {
            let (end, id) = (*end, *id);
            let (of_it, others): (Vec<_>, Vec<_>) =
                changes.into_iter().partition(|it| (it.end, it.id) == (end, id));
            changes = others;
            if self.several(end)
                && let Some(block) = Block::Synapses(self.at).end(self.facts.model, end)
            {
                found.extend(tell(&block.variable(self.facts.model, id).name, end, &of_it));
            }
        }
        found
    }

    /// What a value does to the variable of an end to which it is assigned.
    fn how(&self, value: ExprId, end: End, id: VariableId) -> How {
        let exprs = &self.facts.model.exprs;
        let own = ExprKind::Variable(Place::End(end), id);
        let reads = |root: ExprId| value::reachable(exprs, root).into_iter().any(|it| exprs[it].kind == own);
        if !reads(value) {
            return How::Set;
        }
        let is_own = |id: ExprId| exprs[id].kind == own;
        match exprs[value].kind {
            ExprKind::Binary(BinaryOp::Add | BinaryOp::Sub, a, b) if is_own(a) && !reads(b) => How::Add,
            ExprKind::Binary(BinaryOp::Add, a, b) if is_own(b) && !reads(a) => How::Add,
            ExprKind::Binary(BinaryOp::Mul | BinaryOp::Div, a, b) if is_own(a) && !reads(b) => How::Scale,
            ExprKind::Binary(BinaryOp::Mul, a, b) if is_own(b) && !reads(a) => How::Scale,
            _ => How::Other,
        }
    }

    /// What in a value differs between the synapses of one element of that end: how it is called.
    fn varies(&self, root: ExprId, end: Option<End>, varying: &HashMap<LocalId, String>) -> Option<String> {
        let (facts, block) = (self.facts, Block::Synapses(self.at));
        let exprs = &facts.model.exprs;
        value::reachable(exprs, root).into_iter().find_map(|id| match exprs[id].kind {
            ExprKind::Variable(Place::Own, id) => {
                let variable = block.variable(facts.model, id);
                let differs = match variable.kind {
                    VariableKind::Parameter { .. } => facts.always(block, id).number().is_none(),
                    VariableKind::Subexpression(value) => self.computed(value, end, varying),
                    _ => true,
                };
                differs.then(|| format!("`{}`", variable.name))
            }
            ExprKind::Variable(Place::End(at), id) if Some(at) != end => {
                let of = block.end(facts.model, at)?;
                let variable = of.variable(facts.model, id);
                let same = variable.shared || facts.always(of, id).number().is_some();
                (!same).then(|| format!("`{}{}`", variable.name, told::suffix(at)))
            }
            ExprKind::Builtin(Builtin::Index(Place::End(at))) if Some(at) != end => {
                Some(format!("`{}`", if at == End::Pre { "i" } else { "j" }))
            }
            ExprKind::Builtin(Builtin::SynapseNumber) => Some("`index`".to_string()),
            ExprKind::Random(..) => Some("what is drawn".to_string()),
            ExprKind::Local(id) => varying.get(&id).cloned(),
            _ => None,
        })
    }

    /// Whether a subexpression differs; of one that is nested too deeply it is not said.
    fn computed(&self, value: ExprId, end: Option<End>, varying: &HashMap<LocalId, String>) -> bool {
        self.depth.get() < DEPTH && {
            self.depth.set(self.depth.get() + 1);
            let varies = self.varies(value, end, varying).is_some();
            self.depth.set(self.depth.get() - 1);
            varies
        }
    }

    /// Whether an element of that end has, as its rules say, several synapses from several elements.
    fn several(&self, end: End) -> bool {
        let block = Block::Synapses(self.at);
        let other = match end {
            End::Pre => End::Post,
            End::Post => End::Pre,
        };
        let more_than_one = |end| block.population(self.facts.model, end).is_none_or(|it| it.size() > 1);
        let moment = Moment::any(self.facts, block);
        let several = |rule: &ConnectRule| {
            let many = |number: ExprId| moment.value(number).number().is_some_and(|number| number > 1.0);
            match rule.pairs {
                Pairs::All => rule.condition.is_none_or(|it| {
                    matches!(self.facts.model.exprs[it].kind, ExprKind::Compare(CompareOp::Ne, ..))
                }),
                Pairs::Indegree(number) => end == End::Pre || many(number),
                Pairs::Outdegree(number) => end == End::Post || many(number),
                Pairs::Total(_) => true,
                Pairs::Function(..) | Pairs::Generated(_) | Pairs::Listed(_) => false,
            }
        };
        more_than_one(other) && self.facts.model.synapses[self.at].rules.iter().any(several)
    }
}

/// What is to be said of the changes of one variable in a pathway.
fn tell(name: &str, end: End, changes: &[Change]) -> Option<Diagnostic> {
    if let Some((set, varies)) =
        changes.iter().find_map(|it| Some((it, it.varies.as_ref().filter(|_| it.how == How::Set)?)))
    {
        return Some(told::last_one_wins(set.span, name, end, varies));
    }
    let (change, varies) = changes.iter().rev().find_map(|it| Some((it, it.varies.as_ref()?)))?;
    if changes.iter().any(|it| it.how == How::Other) {
        return None;
    }
    let other = changes.iter().find(|it| it.how != change.how)?;
    Some(told::mixed_changes(change.span, name, end, varies, other.span))
}
