//! What code writes to the variables of a group of synapses, and the variables of neurons that it writes.

use snnc_lang::hir::{
    Code, Endpoint, GroupId, Model, Pairs, Place, Protocol, SynapseGroupId, Target, VariableId,
};
use snnc_lang::syntax::ast::End;
use std::collections::HashSet;

/// Who writes what.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Own variables, by a pathway of that end.
    by_pathways: HashSet<(VariableId, End)>,
    /// Own variables, when the network is built.
    initially: HashSet<VariableId>,
    /// Own variables, by anything else.
    otherwise: HashSet<VariableId>,
    /// The variables of groups that the protocol assigns.
    assigned: HashSet<(GroupId, VariableId)>,
}

impl Written {
    /// What is written to these synapses.
    pub(super) fn of(model: &Model, id: SynapseGroupId) -> Written {
        let synapses = &model.synapses[id.index()];
        let mut written = Written::default();
        for pathway in &synapses.pathways {
            let own = own_targets(&pathway.code).map(|variable| (variable, pathway.end));
            written.by_pathways.extend(own);
        }
        written.initially.extend(own_targets(&synapses.init));
        synapses.timed.iter().for_each(|timed| written.otherwise.extend(own_targets(&timed.code)));
        for rule in &synapses.rules {
            if let Pairs::Listed(listed) = &rule.pairs {
                written.initially.extend(listed.values.iter().map(|(variable, _)| *variable));
            }
        }
        written.protocol(&model.protocol, id);
        written
    }

    fn protocol(&mut self, statements: &[Protocol], id: SynapseGroupId) {
        for statement in statements {
            match statement {
                Protocol::Assign { of, code, .. } => match of {
                    Endpoint::Synapses(of) if *of == id => self.otherwise.extend(own_targets(code)),
                    Endpoint::Synapses(_) => {}
                    Endpoint::Population(of) => {
                        self.assigned.extend(own_targets(code).map(|variable| (of.group, variable)));
                    }
                },
                // What is not restored is as it was, for each synapse.
                Protocol::Restore { except, .. } => {
                    let own = except.iter().filter(|(of, _)| *of == Endpoint::Synapses(id));
                    self.otherwise.extend(own.map(|(_, variable)| *variable));
                }
                Protocol::Repeat { body, .. } => self.protocol(body, id),
                Protocol::Run { .. }
                | Protocol::Store { .. }
                | Protocol::Save { .. }
                | Protocol::Set { .. } => {}
            }
        }
    }

    /// The end whose pathways write a variable, if those of one do.
    pub(super) fn end_of(&self, variable: VariableId) -> Option<End> {
        let by = |end| self.by_pathways.contains(&(variable, end));
        match (by(End::Pre), by(End::Post)) {
            (true, false) => Some(End::Pre),
            (false, true) => Some(End::Post),
            _ => None,
        }
    }

    /// Whether nothing writes a variable but the pathways of one end, if anything does.
    pub(super) fn is_left_to_an_end(&self, variable: VariableId) -> bool {
        let otherwise = self.initially.contains(&variable) || self.otherwise.contains(&variable);
        let by_pathways = self.changes_at_spikes(variable);
        !otherwise && (!by_pathways || self.end_of(variable).is_some())
    }

    /// Whether spikes change a variable of the synapses.
    pub(super) fn changes_at_spikes(&self, variable: VariableId) -> bool {
        [End::Pre, End::Post].iter().any(|end| self.by_pathways.contains(&(variable, *end)))
    }

    /// Whether anything changes a variable of the synapses once they are built.
    pub(super) fn changes(&self, variable: VariableId) -> bool {
        self.otherwise.contains(&variable) || self.changes_at_spikes(variable)
    }

    /// Whether the protocol assigns a variable of a group.
    pub(super) fn is_assigned(&self, group: GroupId, variable: VariableId) -> bool {
        self.assigned.contains(&(group, variable))
    }
}

/// The variables of the code's own block that it writes.
fn own_targets(code: &Code) -> impl Iterator<Item = VariableId> + '_ {
    code.statements.iter().filter_map(|statement| match statement.target {
        Target::Variable(Place::Own, variable) => Some(variable),
        _ => None,
    })
}

/// The variables of groups that a code of synapses writes at their ends.
pub(super) fn end_targets(
    model: &Model,
    id: SynapseGroupId,
    code: &Code,
) -> impl Iterator<Item = (GroupId, VariableId)> {
    let synapses = &model.synapses[id.index()];
    code.statements.iter().filter_map(|statement| match statement.target {
        Target::Variable(Place::End(end), variable) => {
            let of = if end == End::Pre { synapses.source } else { synapses.target };
            Some((of.population()?.group, variable))
        }
        _ => None,
    })
}
