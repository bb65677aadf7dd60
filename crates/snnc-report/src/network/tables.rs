//! Groups and projections in numbers.

use super::graph::{End, Kind, Network};
use crate::html::escape;
use crate::quantities::{count, number};
use crate::table;
use snnc_results::Description;

pub(super) fn tables(network: &Network, description: &Description) -> String {
    groups(network, description) + &projections(network, description)
}

fn groups(network: &Network, description: &Description) -> String {
    let mut rows = vec![];
    for node in network.nodes.iter().filter(|node| node.kind != Kind::Synapses) {
        let spikes = description.groups.get(&node.name).and_then(|group| group.spikes);
        let size = node.size.unwrap_or(0) as f64;
        let rate =
            spikes.filter(|_| size > 0.0 && description.duration > 0.0).map_or(String::new(), |spikes| {
                format!("{} Hz", number(spikes as f64 / size / description.duration, 4))
            });
        rows.push(vec![
            escape(&node.name),
            node.kind.elements().to_string(),
            node.size.map_or(String::new(), count),
            spikes.map_or(String::new(), count),
            rate,
        ]);
    }
    table::numbers(&["group", "of", "number", "spikes", "mean rate"], 2, &rows)
}

fn projections(network: &Network, description: &Description) -> String {
    let size = |end: End| {
        let node = &network.nodes[end.node];
        end.part.map_or(node.size, |part| Some(node.parts[part].end - node.parts[part].start))
    };
    let name = |end: End| {
        let node = &network.nodes[end.node];
        match end.part.map(|part| &node.parts[part]) {
            Some(part) if part.label.starts_with('[') => format!("{}{}", node.name, part.label),
            Some(part) => part.label.clone(),
            None => node.name.clone(),
        }
    };
    let mut rows = vec![];
    for (synapses, run) in &description.synapses {
        let first = network.edges.iter().find(|edge| edge.name == *synapses && edge.count.is_some());
        let last = network.edges.iter().rev().find(|edge| edge.name == *synapses && edge.count.is_some());
        let (Some(first), Some(last)) = (first, last) else { continue };
        let each = |end: End| match size(end) {
            Some(size) if size > 0 => number(run.count as f64 / size as f64, 4),
            _ => String::new(),
        };
        let ends = format!("{} → {}", escape(&name(first.source)), escape(&name(last.target)));
        rows.push(vec![escape(synapses), ends, count(run.count), each(first.source), each(last.target)]);
    }
    table::numbers(&["synapses", "from → to", "number", "a source", "a target"], 2, &rows)
}
