//! What is connected with what.

use crate::model::Written;
use snnc_lang::syntax::ast::{GroupKind, GroupRef, ItemKind};
use snnc_results::{Connected, Description};

/// Groups, their parts, and what goes from one to the other.
#[derive(Debug, Default)]
pub(super) struct Network {
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
}

/// A group, an input, or synapses that others begin or end at.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// How many elements; none of an input that has no elements of its own.
    pub(super) size: Option<u64>,
    pub(super) parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Neurons,
    Poisson,
    Spikes,
    Input,
    Synapses,
}

/// A subgroup, or a slice that synapses name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) label: String,
    pub(super) start: u64,
    pub(super) end: u64,
}

/// Where a projection begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    pub(super) node: usize,
    /// The whole of it if none.
    pub(super) part: Option<usize>,
}

/// A block of synapses, or the effect of an input.
#[derive(Debug)]
pub(super) struct Edge {
    pub(super) name: String,
    pub(super) source: End,
    pub(super) target: End,
    /// How many synapses; none for an input.
    pub(super) count: Option<u64>,
    /// Whether its number and name are told at the line.
    pub(super) labelled: bool,
}

impl Network {
    /// The network of a run.
    pub(super) fn of(description: &Description, written: Option<&Written>) -> Network {
        let mut network = Network::default();
        for (name, group) in &description.groups {
            let kind = kind_of(name, written).unwrap_or(if group.method.is_empty() {
                Kind::Spikes
            } else {
                Kind::Neurons
            });
            network.add(name, kind, Some(u64::from(group.size)));
        }
        let ends: Vec<_> = description
            .synapses
            .iter()
            .filter_map(|(name, synapses)| {
                let told = synapses.source.clone().zip(synapses.target.clone());
                let (source, target) = told.or_else(|| read_ends(name, description, written))?;
                Some((name, synapses.count, source, target))
            })
            .collect();
        // Synapses at which others begin or end are nodes of their own.
        for (_, _, source, target) in &ends {
            for end in [source, target] {
                if let Some(synapses) = description.synapses.get(&end.group)
                    && network.node(&end.group).is_none()
                {
                    network.add(&end.group, Kind::Synapses, Some(synapses.count));
                }
            }
        }
        for (name, part) in &description.subgroups {
            if let Some(node) = network.node(&part.group) {
                network.part(node, name, part.start.into(), part.end.into());
            }
        }
        for (name, count, source, target) in ends {
            let (Some(source), Some(target)) = (network.end(&source), network.end(&target)) else { continue };
            let edge = |source, target, count, labelled| Edge {
                name: name.clone(),
                source,
                target,
                count,
                labelled,
            };
            match network.node(name).filter(|node| network.nodes[*node].kind == Kind::Synapses) {
                Some(node) => {
                    let middle = End { node, part: None };
                    network.edges.push(edge(source, middle, Some(count), false));
                    network.edges.push(edge(middle, target, Some(count), false));
                }
                None => network.edges.push(edge(source, target, Some(count), true)),
            }
        }
        network.inputs(written);
        network
    }

    /// Poisson inputs, which the description does not list.
    fn inputs(&mut self, written: Option<&Written>) {
        let Some(written) = written else { return };
        for item in written.items() {
            let ItemKind::PoissonInput(input) = &item.kind else { continue };
            let Some(target) = self.referred(&input.target) else { continue };
            self.add(&input.name.text, Kind::Input, None);
            let source = End { node: self.nodes.len() - 1, part: None };
            let name = format!("to {}", input.variable.text);
            self.edges.push(Edge { name, source, target, count: None, labelled: true });
        }
    }

    fn add(&mut self, name: &str, kind: Kind, size: Option<u64>) {
        self.nodes.push(Node { name: name.to_string(), kind, size, parts: vec![] });
    }

    fn node(&self, name: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.name == name)
    }

    /// The part of a node with that range, which is added if it is new.
    fn part(&mut self, node: usize, label: &str, start: u64, end: u64) -> Option<usize> {
        let whole = Some(end - start) == self.nodes[node].size;
        let parts = &mut self.nodes[node].parts;
        if let Some(known) = parts.iter().position(|part| (part.start, part.end) == (start, end)) {
            return Some(known);
        }
        if whole {
            return None;
        }
        parts.push(Part { label: label.to_string(), start, end });
        Some(parts.len() - 1)
    }

    fn end(&mut self, connected: &Connected) -> Option<End> {
        let node = self.node(&connected.group)?;
        let Connected { name, group, start, end } = connected;
        let unnamed = name == group || name.contains('[');
        let label = if unnamed { format!("[{start}:{end}]") } else { name.clone() };
        Some(End { node, part: self.part(node, &label, *start, *end) })
    }

    /// A group that the model names, or the one that what it names is a part of.
    fn referred(&self, reference: &GroupRef) -> Option<End> {
        let name = &*reference.name.text;
        if let Some(node) = self.node(name) {
            return Some(End { node, part: None });
        }
        self.nodes.iter().enumerate().find_map(|(node, it)| {
            let part = it.parts.iter().position(|part| part.label == name)?;
            Some(End { node, part: Some(part) })
        })
    }
}

/// Where synapses begin and end, from the text of the model: of groups as a whole.
fn read_ends(
    name: &str,
    description: &Description,
    written: Option<&Written>,
) -> Option<(Connected, Connected)> {
    let blocks = written?.items().iter().filter_map(|item| match &item.kind {
        ItemKind::Synapses(synapses) => Some(synapses),
        _ => None,
    });
    let block = blocks.into_iter().find(|synapses| &*synapses.name.text == name)?;
    let whole = |reference: &GroupRef| {
        let name = reference.name.text.to_string();
        if let Some(part) = description.subgroups.get(&name) {
            return Connected {
                name,
                group: part.group.clone(),
                start: part.start.into(),
                end: part.end.into(),
            };
        }
        let size = description.groups.get(&name).map_or(0, |group| group.size.into());
        Connected { group: name.clone(), name, start: 0, end: size }
    };
    Some((whole(&block.source), whole(&block.target)))
}

/// What a group is, from the text of the model.
pub(super) fn kind_of(name: &str, written: Option<&Written>) -> Option<Kind> {
    let kind = written?.items().iter().find_map(|item| match &item.kind {
        ItemKind::Group(group) if &*group.name.text == name => Some(group.kind),
        _ => None,
    })?;
    Some(match kind {
        GroupKind::Neurons => Kind::Neurons,
        GroupKind::Poisson => Kind::Poisson,
        GroupKind::Spikes => Kind::Spikes,
    })
}

impl Kind {
    /// What elements of it are called.
    pub(super) fn elements(self) -> &'static str {
        match self {
            Kind::Neurons => "neurons",
            Kind::Poisson => "Poisson trains",
            Kind::Spikes => "spike trains",
            Kind::Input => "Poisson input",
            Kind::Synapses => "synapses",
        }
    }

    /// The class by which it is coloured.
    pub(super) fn class(self) -> &'static str {
        match self {
            Kind::Neurons => "neurons",
            Kind::Poisson => "poisson",
            Kind::Spikes => "given",
            Kind::Input => "input",
            Kind::Synapses => "synapses",
        }
    }
}
