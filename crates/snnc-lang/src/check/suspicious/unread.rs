//! Variables that have no influence on anything that is recorded or spikes.

use super::blocks::Block;
use super::facts::{Facts, Writer};
use crate::check::diagnostics::suspicious as told;
use crate::check::value;
use crate::diagnostic::Diagnostic;
use crate::hir::{
    self, Code, Delay, Endpoint, ExprId, ExprKind, Group, GroupKind, LinkIndex, LinkSource, MonitorKind,
    Over, Pairs, Place, Protocol, Range, Refractory, Selection, SelectionKind, SynapseGroup, Target, Type,
    VariableId, VariableKind,
};
use crate::source::{SourceId, Span};
use std::collections::{HashMap, HashSet};

type Variable = (Block, VariableId);

/// Variables of the file that could be left out, whichever of its stages is looked at.
pub(super) fn unread(stages: &[Facts<'_>]) -> Vec<Diagnostic> {
    let observes = |facts: &Facts<'_>| !facts.model.monitors.is_empty() || saves(&facts.model.protocol);
    let Some(facts) = stages.first().filter(|facts| facts.runs) else { return vec![] };
    if !stages.iter().any(observes) {
        return vec![];
    }
    // Of a model of which several groups are made, one may use what another does not.
    let of_stage = |facts: &Facts<'_>| {
        let live = Influence::of(facts).live();
        live.into_iter().map(|(block, id)| block.variable(facts.model, id).span).collect::<Vec<_>>()
    };
    let used: HashSet<Span> = stages.iter().flat_map(of_stage).collect();
    let mut found = vec![];
    for block in Block::all(facts.model) {
        let (mut idle, mut integrated_all) = (vec![], true);
        for (at, variable) in block.variables(facts.model).iter().enumerate() {
            let id = VariableId(at as u32);
            let integrated = matches!(variable.kind, VariableKind::Differential { .. });
            // Parameters of neurons and whole numbers are counters and labels too, which programs read afterwards.
            let of_synapses = matches!(block, Block::Synapses(_)) && variable.ty == Type::Float;
            let weight = of_synapses && matches!(variable.kind, VariableKind::Parameter { .. });
            let given = facts.writers(block, id).contains(&Writer::Connections);
            let own = variable.span.source == SourceId(0);
            if (integrated || weight) && own && !given && !used.contains(&variable.span) {
                idle.push((variable, integrated));
            } else {
                integrated_all &= !integrated;
            }
        }
        let name = block_name(facts, block);
        // Of a group of which nothing is observed, that may be what is wanted.
        if matches!(block, Block::Group(at) if integrated_all && !spikes(&facts.model.groups[at])) {
            continue;
        }
        let tell = |(variable, integrated): (&hir::Variable, bool)| {
            told::unread_variable(variable.span, &variable.name, name, integrated)
        };
        found.extend(idle.into_iter().map(tell));
    }
    found
}

/// Whether a group has spikes or events.
fn spikes(group: &Group) -> bool {
    match &group.kind {
        GroupKind::Neurons { threshold, events, .. } => threshold.is_some() || !events.is_empty(),
        GroupKind::Poisson { .. } | GroupKind::Spikes(_) => true,
    }
}

fn block_name<'f>(facts: &'f Facts<'_>, block: Block) -> &'f str {
    match block {
        Block::Group(at) => &facts.model.groups[at].name,
        Block::Synapses(at) => &facts.model.synapses[at].name,
    }
}

fn saves(protocol: &[Protocol]) -> bool {
    protocol.iter().any(|statement| match statement {
        Protocol::Save { .. } => true,
        Protocol::Repeat { body, .. } => saves(body),
        _ => false,
    })
}

/// What is read for what.
struct Influence<'f, 'm> {
    facts: &'f Facts<'m>,
    /// What a variable depends on.
    needs: HashMap<Variable, Vec<Variable>>,
    /// What counts by itself.
    roots: Vec<Variable>,
}

impl<'f, 'm> Influence<'f, 'm> {
    fn of(facts: &'f Facts<'m>) -> Self {
        let mut influence = Influence { facts, needs: HashMap::new(), roots: vec![] };
        for block in Block::all(facts.model) {
            influence.block(block);
        }
        for (at, synapses) in facts.model.synapses.iter().enumerate() {
            influence.rules(Block::Synapses(at), synapses);
        }
        for input in &facts.model.inputs {
            let block = Block::Group(input.of.group.index());
            influence.assigned(block, input.statement.target, input.statement.value, &[]);
        }
        influence.monitors();
        influence.protocol(&facts.model.protocol);
        influence
    }

    /// All variables that something depends on which counts.
    fn live(&self) -> HashSet<Variable> {
        let mut live: HashSet<Variable> = self.roots.iter().copied().collect();
        let mut open: Vec<Variable> = live.iter().copied().collect();
        while let Some(variable) = open.pop() {
            let needs = self.needs.get(&variable).into_iter().flatten();
            open.extend(needs.copied().filter(|it| live.insert(*it)));
        }
        live
    }

    /// The variables that an expression of a block reads.
    fn read(&self, block: Block, root: ExprId) -> Vec<Variable> {
        let exprs = &self.facts.model.exprs;
        let reads = value::reachable(exprs, root).into_iter().filter_map(|id| match exprs[id].kind {
            ExprKind::Variable(Place::Own, variable) => Some((block, variable)),
            ExprKind::Variable(Place::End(end), variable) => {
                Some((block.end(self.facts.model, end)?, variable))
            }
            _ => None,
        });
        reads.collect()
    }

    fn count(&mut self, block: Block, root: ExprId) {
        let read = self.read(block, root);
        self.roots.extend(read);
    }

    fn block(&mut self, block: Block) {
        let model = self.facts.model;
        for (at, variable) in block.variables(model).iter().enumerate() {
            let id = (block, VariableId(at as u32));
            let needs = match variable.kind {
                VariableKind::Differential { rhs, .. } => self.read(block, rhs),
                VariableKind::Subexpression(value) | VariableKind::Held(value) => self.read(block, value),
                VariableKind::Parameter { .. } => vec![],
                VariableKind::Linked(link) => {
                    let mut needs = match link.source {
                        LinkSource::Variable(of) => vec![(Block::Group(link.group.index()), of)],
                        LinkSource::LastSpike | LinkSource::NotRefractory => vec![],
                    };
                    if let LinkIndex::At { index, .. } = link.index {
                        needs.extend(self.read(block, index));
                    }
                    needs
                }
            };
            self.needs.entry(id).or_default().extend(needs);
        }
        self.code(block, block.init(model));
        for timed in block.timed(model) {
            self.code(block, &timed.code);
        }
        match block {
            Block::Group(at) => match &model.groups[at].kind {
                GroupKind::Neurons { threshold, reset, refractory, events, .. } => {
                    self.code(block, reset);
                    for event in events {
                        self.code(block, &event.code);
                        self.count(block, event.condition);
                    }
                    let refractory = refractory.map(|it| match it {
                        Refractory::Period(it) | Refractory::Condition(it) => it,
                    });
                    for root in threshold.iter().copied().chain(refractory) {
                        self.count(block, root);
                    }
                }
                GroupKind::Poisson { rate } => self.count(block, *rate),
                GroupKind::Spikes(_) => {}
            },
            Block::Synapses(at) => {
                for pathway in &model.synapses[at].pathways {
                    self.code(block, &pathway.code);
                    if let Delay::Each(value) = pathway.delay {
                        self.count(block, value);
                    }
                }
                for sum in &model.synapses[at].sums {
                    if let Some(end) = block.end(model, sum.end) {
                        let read = self.read(block, sum.value);
                        self.needs.entry((end, sum.variable)).or_default().extend(read);
                    }
                }
            }
        }
    }

    /// Statements: what is assigned depends on what is read, by way of local names too.
    fn code(&mut self, block: Block, code: &Code) {
        let mut locals: Vec<Variable> = vec![];
        for statement in &code.statements {
            if let Target::Local(_) = statement.target {
                locals.extend(self.read(block, statement.value));
            }
        }
        for statement in &code.statements {
            self.assigned(block, statement.target, statement.value, &locals);
        }
    }

    fn assigned(&mut self, block: Block, target: Target, value: ExprId, locals: &[Variable]) {
        let Target::Variable(place, id) = target else { return };
        let of = match place {
            Place::Own => Some(block),
            Place::End(end) => block.end(self.facts.model, end),
        };
        if let Some(of) = of {
            let read = self.read(block, value);
            self.needs.entry((of, id)).or_default().extend(read.into_iter().chain(locals.iter().copied()));
        }
    }

    fn rules(&mut self, block: Block, synapses: &SynapseGroup) {
        let bounds = |range: &Range| [range.start, range.stop, range.step];
        for rule in &synapses.rules {
            let mut read: Vec<ExprId> =
                [rule.condition, rule.probability, rule.multiplicity].into_iter().flatten().collect();
            match &rule.pairs {
                Pairs::All | Pairs::Listed(_) => {}
                Pairs::Function(_, it) | Pairs::Indegree(it) | Pairs::Outdegree(it) | Pairs::Total(it) => {
                    read.push(*it);
                }
                Pairs::Generated(generated) => {
                    read.push(generated.value);
                    match &generated.over {
                        Over::Range(range) => read.extend(bounds(range)),
                        Over::SampleOfSize(range, it) | Over::SampleWithProbability(range, it) => {
                            read.extend(bounds(range));
                            read.push(*it);
                        }
                        Over::Values(_) => {}
                    }
                }
            }
            for root in read {
                self.count(block, root);
            }
        }
    }

    fn monitors(&mut self) {
        for monitor in &self.facts.model.monitors {
            let (block, variables, only) = match &monitor.kind {
                MonitorKind::Spikes { of, with, only, .. } => {
                    (Block::Group(of.group.index()), with.as_slice(), only)
                }
                MonitorKind::States { of, variables, only, .. } => {
                    (Block::Group(of.group.index()), variables.as_slice(), only)
                }
                MonitorKind::SynapseStates { of, variables, only, .. } => {
                    (Block::Synapses(of.index()), variables.as_slice(), only)
                }
                MonitorKind::Count { of, only } | MonitorKind::Rate { of, only, .. } => {
                    (Block::Group(of.group.index()), &[][..], only)
                }
            };
            self.roots.extend(variables.iter().map(|id| (block, *id)));
            self.selection(block, only);
        }
    }

    fn selection(&mut self, block: Block, only: &Selection) {
        let Selection::Built(parts) = only else { return };
        for part in parts {
            if let SelectionKind::Condition(root) = part.kind {
                self.count(block, root);
            }
        }
    }

    fn protocol(&mut self, statements: &[Protocol]) {
        for statement in statements {
            match statement {
                Protocol::Run { until: Some(until), .. } => {
                    for reduced in &until.reductions {
                        let block = Block::of(reduced.of);
                        self.selection(block, &reduced.only);
                        if let Some(value) = reduced.value {
                            self.count(block, value);
                        }
                    }
                }
                Protocol::Assign { of, only, code, .. } => {
                    self.selection(Block::of(*of), only);
                    self.code(Block::of(*of), code);
                }
                Protocol::Repeat { body, .. } => self.protocol(body),
                Protocol::Save { of, .. } => self.saved(*of),
                Protocol::Run { until: None, .. }
                | Protocol::Store { .. }
                | Protocol::Restore { .. }
                | Protocol::Set { .. } => {}
            }
        }
    }

    fn saved(&mut self, of: Endpoint) {
        let block = Block::of(of);
        let count = block.variables(self.facts.model).len() as u32;
        self.roots.extend((0..count).map(|id| (block, VariableId(id))));
    }
}
