//! Whether what synapses compute is the same for all synapses of a neuron.

use super::written::{Written, end_targets};
use snnc_lang::hir::{
    Builtin, Endpoint, ExprId, ExprKind, GroupId, LocalId, Model, Pathway, Place, Statement, SynapseGroupId,
    Target, Value, VariableId, VariableKind,
};
use snnc_lang::syntax::ast::End;
use std::collections::{BTreeMap, HashSet};

/// What is known of a group of synapses.
#[derive(Clone, Copy)]
pub(super) struct Sameness<'m> {
    pub(super) model: &'m Model,
    pub(super) id: SynapseGroupId,
    pub(super) written: &'m Written,
    /// The variables that are traces as far as is known, and of which end.
    pub(super) ends: &'m BTreeMap<VariableId, End>,
}

/// What an expression of synapses may read.
struct Reader<'m> {
    of: Sameness<'m>,
    /// Of whose neurons all synapses are to read the same.
    end: End,
    /// Whether it has to be the same at all times too.
    always: bool,
    /// The local names that are the same.
    locals: HashSet<LocalId>,
    /// The variables of groups that the code writes which reads.
    written: HashSet<(GroupId, VariableId)>,
}

impl<'m> Sameness<'m> {
    /// The ends that write variables; of those that nothing writes, the ends of what drives them.
    pub(super) fn ends_of(
        model: &'m Model,
        id: SynapseGroupId,
        written: &'m Written,
        variables: &[VariableId],
    ) -> BTreeMap<VariableId, End> {
        let by_pathways = variables.iter().filter_map(|id| Some((*id, written.end_of(*id)?)));
        let ends: BTreeMap<_, _> = by_pathways.collect();
        let sameness = Sameness { model, id, written, ends: &ends };
        let mut found = ends.clone();
        loop {
            let driver = |driven| found.iter().find(|(driver, _)| sameness.drives(**driver, driven));
            let open = variables.iter().filter(|variable| !found.contains_key(variable));
            let more: Vec<_> = open.filter_map(|variable| Some((*variable, *driver(*variable)?.1))).collect();
            if more.is_empty() {
                return found;
            }
            found.extend(more);
        }
    }

    /// Whether a variable can be kept by the neurons at its end.
    pub(super) fn holds_for(self, variable: VariableId) -> bool {
        let Some(end) = self.ends.get(&variable).copied() else { return false };
        let synapses = &self.model.synapses[self.id.index()];
        let steady = self.rhs(variable).is_some_and(|rhs| self.steady(end).allows(rhs));
        // What is integrated together is kept together.
        let apart = |other: &VariableId| self.ends.get(other) != Some(&end);
        let others = (0..synapses.variables.len() as u32).map(VariableId).filter(apart);
        let drives_others = others.into_iter().any(|other| self.drives(variable, other));
        let mut from_end = synapses.pathways.iter().filter(|pathway| pathway.end == end);
        steady && !drives_others && from_end.all(|pathway| self.of_neurons(pathway, Some(variable)).is_some())
    }

    /// The statements of a pathway that are the same for all synapses of a neuron of its end: those that write traces, and the
    /// local names that these may read. `None` if a statement that writes `needed` is not.
    pub(super) fn of_neurons(
        self,
        pathway: &'m Pathway,
        needed: Option<VariableId>,
    ) -> Option<Vec<Statement>> {
        let code = &pathway.code;
        let mut reader = Reader {
            of: self,
            end: pathway.end,
            always: false,
            locals: HashSet::new(),
            written: end_targets(self.model, self.id, code).collect(),
        };
        let mut statements = Vec::new();
        for statement in &code.statements {
            let same = reader.allows(statement.value);
            match statement.target {
                Target::Local(local) if same => {
                    reader.locals.insert(local);
                    statements.push(statement.clone());
                }
                Target::Local(local) => {
                    reader.locals.remove(&local);
                }
                Target::Variable(Place::Own, variable) if same && self.ends.contains_key(&variable) => {
                    statements.push(statement.clone());
                }
                Target::Variable(Place::Own, variable) if needed == Some(variable) => return None,
                Target::Variable(..) => {}
            }
        }
        Some(statements)
    }

    /// The numbers that a trace depends on, as bits: those of its equation, and the time step at which it is written.
    pub(super) fn numbers(self, variable: VariableId) -> Vec<u64> {
        let Some(rhs) = self.rhs(variable) else { return Vec::new() };
        let end = self.ends.get(&variable).copied().unwrap_or(End::Pre);
        let reader = self.steady(end);
        let group = reader.group(Place::End(end), None).map(|(group, _)| &self.model.groups[group.index()]);
        let mut numbers: Vec<u64> = group.iter().map(|group| group.dt.to_bits()).collect();
        reader.visit(rhs, |model, kind, _| {
            match kind {
                ExprKind::Float(x) => numbers.push(x.to_bits()),
                ExprKind::Integer(n) => numbers.push(*n as u64),
                ExprKind::Boolean(b) => numbers.push(u64::from(*b)),
                ExprKind::Constant(id) => numbers.push(match model.constants[id.index()].value {
                    Value::Float(x) => x.to_bits(),
                    Value::Integer(n) => n as u64,
                    Value::Boolean(b) => u64::from(b),
                }),
                ExprKind::Builtin(Builtin::Dt) => numbers.push(model.settings.dt.to_bits()),
                _ => {}
            }
            true
        });
        numbers
    }

    /// What an equation of a trace may read.
    fn steady(self, end: End) -> Reader<'m> {
        Reader { of: self, end, always: true, locals: HashSet::new(), written: HashSet::new() }
    }

    /// Whether the equation of a variable of the synapses reads another.
    pub(super) fn drives(self, variable: VariableId, driven: VariableId) -> bool {
        let reads = |kind: &ExprKind, at: Option<End>| {
            at.is_none() && *kind == ExprKind::Variable(Place::Own, variable)
        };
        let without = |rhs| self.steady(End::Pre).visit(rhs, |_, kind, at| !reads(kind, at));
        self.rhs(driven).is_some_and(|rhs| !without(rhs))
    }

    /// The right side of a differential equation.
    fn rhs(self, variable: VariableId) -> Option<ExprId> {
        match self.model.synapses[self.id.index()].variables[variable.index()].kind {
            VariableKind::Differential { rhs, .. } => Some(rhs),
            _ => None,
        }
    }
}

impl Reader<'_> {
    /// Whether all that an expression reads is allowed.
    fn allows(&self, root: ExprId) -> bool {
        self.visit(root, |_, kind, at| self.is_same(kind, at))
    }

    /// Visits an expression and all that it consists of, subexpressions of the synapses and of their ends included, as long as
    /// `goes_on`. It is told at which end an expression is met, if it is a neuron's.
    fn visit(&self, root: ExprId, mut goes_on: impl FnMut(&Model, &ExprKind, Option<End>) -> bool) -> bool {
        let mut seen = HashSet::from([(root, None)]);
        let mut open = vec![(root, None)];
        while let Some((id, at)) = open.pop() {
            let kind = &self.of.model.exprs[id].kind;
            if !goes_on(self.of.model, kind, at) {
                return false;
            }
            let mut next: Vec<_> = kind.operands().into_iter().map(|operand| (operand, at)).collect();
            if let ExprKind::Variable(place, variable) = *kind {
                let (variables, at) = match self.group(place, at) {
                    Some((group, end)) => (&self.of.model.groups[group.index()].variables, Some(end)),
                    None => (&self.of.model.synapses[self.of.id.index()].variables, None),
                };
                if let Some(VariableKind::Subexpression(inner)) =
                    variables.get(variable.index()).map(|it| &it.kind)
                {
                    next.push((*inner, at));
                }
            }
            open.extend(next.into_iter().filter(|met| seen.insert(*met)));
        }
        true
    }

    /// The group whose variables a place means in an expression met at `at`, and at which end it is.
    fn group(&self, place: Place, at: Option<End>) -> Option<(GroupId, End)> {
        let end = match (place, at) {
            (Place::End(end), _) | (Place::Own, Some(end)) => end,
            (Place::Own, None) => return None,
        };
        let synapses = &self.of.model.synapses[self.of.id.index()];
        let of = if end == End::Pre { synapses.source } else { synapses.target };
        Some((Endpoint::population(of)?.group, end))
    }

    /// Whether an expression is the same for all synapses of a neuron, its operands being so.
    fn is_same(&self, kind: &ExprKind, at: Option<End>) -> bool {
        match *kind {
            ExprKind::Float(_)
            | ExprKind::Integer(_)
            | ExprKind::Boolean(_)
            | ExprKind::Constant(_)
            | ExprKind::Negate(_)
            | ExprKind::Not(_)
            | ExprKind::Binary(..)
            | ExprKind::Compare(..)
            | ExprKind::Select { .. }
            | ExprKind::Call(..)
            | ExprKind::ToFloat(_)
            | ExprKind::ToInteger(_) => true,
            // Without a column, which could be out of range.
            ExprKind::Timed(_, ref args) => args.len() == 1,
            ExprKind::Local(local) => self.locals.contains(&local),
            ExprKind::Builtin(builtin) => self.is_same_builtin(builtin, at),
            ExprKind::Variable(place, variable) => self.is_same_variable(place, variable, at),
            ExprKind::Entry(_)
            | ExprKind::Element(..)
            | ExprKind::Noise(_)
            | ExprKind::Reduced(_)
            | ExprKind::Random(..)
            | ExprKind::Reduce(..) => false,
        }
    }

    fn is_same_builtin(&self, builtin: Builtin, at: Option<End>) -> bool {
        let of_end = |place| self.group(place, at).is_some_and(|(_, end)| end == self.end);
        match builtin {
            Builtin::Dt | Builtin::EndSize(_) => true,
            Builtin::Size => at.is_some(),
            Builtin::Index(place) => of_end(place),
            Builtin::Time | Builtin::TimeStep => !self.always,
            Builtin::LastSpike(place) | Builtin::NotRefractory(place) => !self.always && of_end(place),
            Builtin::Degree(_) | Builtin::SynapseNumber | Builtin::LastUpdate => false,
        }
    }

    fn is_same_variable(&self, place: Place, id: VariableId, at: Option<End>) -> bool {
        let Sameness { model, id: synapses, written, ends } = self.of;
        let Some((group, end)) = self.group(place, at) else {
            let variable = &model.synapses[synapses.index()].variables[id.index()];
            return match variable.kind {
                VariableKind::Subexpression(_) => true,
                VariableKind::Parameter { .. } if self.always => variable.shared && !written.changes(id),
                VariableKind::Parameter { .. } => variable.shared && !written.changes_at_spikes(id),
                _ => ends.get(&id) == Some(&self.end),
            };
        };
        if end != self.end {
            return false;
        }
        match model.groups[group.index()].variables[id.index()].kind {
            VariableKind::Subexpression(_) => true,
            VariableKind::Linked(_) => false,
            VariableKind::Parameter { constant: true } if self.always => !written.is_assigned(group, id),
            _ => !self.always && !self.written.contains(&(group, id)),
        }
    }
}
