//! What is known of the variables of a model: who writes them, and what values follow from that.

use super::blocks::Block;
use super::known::Known;
use super::until;
use crate::check::value::Arithmetic;
use crate::hir::{
    Code, Event, GroupKind, Model, Pairs, Place, Protocol, Statement, Target, Type, Value, VariableId,
    VariableKind,
};
use std::collections::HashMap;

/// What writes a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writer {
    /// `init`.
    Init,
    /// A file or the rules of connections.
    Connections,
    /// Statements of the simulation, inputs, sums.
    Simulation,
    /// The protocol, before its first run.
    Before,
    /// The protocol, later.
    Later,
}

/// A model at a stage of its protocol, and what follows from it.
pub(super) struct Facts<'m> {
    pub(super) model: &'m Model,
    pub(super) arithmetic: &'m dyn Arithmetic,
    /// Whether the protocol runs anything: otherwise the file is no whole experiment, and what it does not say, a program
    /// that uses it may.
    pub(super) runs: bool,
    /// The longest time that the protocol reaches, in seconds.
    pub(super) end: f64,
    /// How long it runs in all, in seconds.
    pub(super) total: f64,
    /// Whether the first run begins in this stage.
    pub(super) first: bool,
    writers: HashMap<(Block, VariableId), Vec<Writer>>,
    /// The values that `init` gives to all elements alike.
    initial: HashMap<(Block, VariableId), Known>,
}

impl<'m> Facts<'m> {
    /// Of a model, with the protocol of all its stages.
    pub(super) fn new(
        model: &'m Model,
        protocol: &[&'m [Protocol]],
        first_stage: bool,
        arithmetic: &'m dyn Arithmetic,
    ) -> Self {
        let mut facts = Facts {
            model,
            arithmetic,
            runs: false,
            end: until::lengths(protocol).0,
            total: until::lengths(protocol).1,
            first: first_stage,
            writers: HashMap::new(),
            initial: HashMap::new(),
        };
        for (number, part) in protocol.iter().enumerate() {
            facts.carried_out(part);
            if number == 0 {
                // A protocol that sets constants before it runs, begins with other ones.
                facts.first &= facts.runs;
            }
        }
        for block in Block::all(model) {
            facts.block(block);
        }
        facts
    }

    /// Adds the values that `init` gives to all elements of a block alike.
    pub(super) fn begin(&mut self, block: Block, values: HashMap<VariableId, Known>) {
        self.initial.extend(values.into_iter().map(|(id, value)| ((block, id), value)));
    }

    /// All that writes a variable.
    pub(super) fn writers(&self, block: Block, id: VariableId) -> &[Writer] {
        self.writers.get(&(block, id)).map_or(&[], Vec::as_slice)
    }

    /// Whether nothing ever gives a variable a value.
    pub(super) fn is_unset(&self, block: Block, id: VariableId) -> bool {
        self.writers(block, id).is_empty()
    }

    /// The value of a stored variable that all elements have at the beginning of the first run.
    pub(super) fn at_start(&self, block: Block, id: VariableId) -> Known {
        let writers = self.writers(block, id);
        let known_later = [Writer::Before, Writer::Connections].iter().any(|it| writers.contains(it));
        if known_later || self.is_summed(block, id) {
            return Known::Unknown;
        }
        self.initial(block, id)
    }

    /// The value of a stored variable that all elements have at all times.
    pub(super) fn always(&self, block: Block, id: VariableId) -> Known {
        let writers = self.writers(block, id);
        let variable = block.variable(self.model, id);
        let changes = writers.iter().any(|writer| *writer != Writer::Init);
        if changes || !matches!(variable.kind, VariableKind::Parameter { .. }) {
            return Known::Unknown;
        }
        self.initial(block, id)
    }

    /// The value that a stored variable has after `init`.
    pub(super) fn initial(&self, block: Block, id: VariableId) -> Known {
        self.initial.get(&(block, id)).copied().unwrap_or(match block.variable(self.model, id).ty {
            Type::Float => Known::Value(Value::Float(0.0)),
            Type::Integer => Known::Value(Value::Integer(0)),
            Type::Boolean => Known::Value(Value::Boolean(false)),
        })
    }

    fn is_summed(&self, block: Block, id: VariableId) -> bool {
        let sums = self.model.synapses.iter().enumerate();
        sums.flat_map(|(at, synapses)| synapses.sums.iter().map(move |sum| (Block::Synapses(at), sum)))
            .any(|(at, sum)| at.end(self.model, sum.end) == Some(block) && sum.variable == id)
    }

    fn carried_out(&mut self, statements: &[Protocol]) {
        for statement in statements {
            match statement {
                Protocol::Run { .. } => self.runs = true,
                Protocol::Assign { of, code, .. } => {
                    let block = Block::of(*of);
                    self.written(block, code, if self.runs { Writer::Later } else { Writer::Before });
                }
                Protocol::Repeat { body, .. } => self.carried_out(body),
                Protocol::Store { .. }
                | Protocol::Restore { .. }
                | Protocol::Save { .. }
                | Protocol::Set { .. } => {}
            }
        }
    }

    fn block(&mut self, block: Block) {
        let model = self.model;
        self.written(block, block.init(model), Writer::Init);
        for timed in block.timed(model) {
            self.written(block, &timed.code, Writer::Simulation);
        }
        match block {
            Block::Group(at) => {
                if let GroupKind::Neurons { reset, events, .. } = &model.groups[at].kind {
                    self.written(block, reset, Writer::Simulation);
                    for Event { code, .. } in events {
                        self.written(block, code, Writer::Simulation);
                    }
                }
                for input in model.inputs.iter().filter(|input| input.of.group.index() == at) {
                    self.statement(block, &input.statement, Writer::Simulation);
                }
            }
            Block::Synapses(at) => {
                let synapses = &model.synapses[at];
                for pathway in &synapses.pathways {
                    self.written(block, &pathway.code, Writer::Simulation);
                }
                for sum in &synapses.sums {
                    if let Some(end) = block.end(model, sum.end) {
                        self.mark(end, sum.variable, Writer::Simulation);
                    }
                }
                for rule in &synapses.rules {
                    let listed = match &rule.pairs {
                        Pairs::Listed(listed) => listed.values.iter().map(|(id, _)| *id).collect(),
                        _ => vec![],
                    };
                    for id in listed.into_iter().chain(rule.multiplicity_index) {
                        self.mark(block, id, Writer::Connections);
                    }
                }
            }
        }
    }

    fn written(&mut self, block: Block, code: &Code, writer: Writer) {
        for statement in &code.statements {
            self.statement(block, statement, writer);
        }
    }

    fn statement(&mut self, block: Block, statement: &Statement, writer: Writer) {
        let Target::Variable(place, id) = statement.target else { return };
        let written = match place {
            Place::Own => Some(block),
            Place::End(end) => block.end(self.model, end),
        };
        if let Some(written) = written {
            self.mark(written, id, writer);
        }
    }

    fn mark(&mut self, block: Block, id: VariableId, writer: Writer) {
        self.writers.entry((block, id)).or_default().push(writer);
    }
}
