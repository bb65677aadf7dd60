//! The network: a drawing of its groups and projections, and the same in tables.

mod card;
mod draw;
mod graph;
mod layout;
mod order;
mod routes;
mod tables;

use crate::model::Written;
use crate::sections::Section;
use graph::{Kind, Network};
use snnc_results::Description;

/// Whether a group is a source of spikes that has no equations: of Poisson or given spikes.
pub(crate) fn is_source(group: &str, written: Option<&Written>) -> bool {
    matches!(graph::kind_of(group, written), Some(Kind::Poisson | Kind::Spikes))
}

/// Groups and projections of a run; `None` if it has no group.
pub(crate) fn section(description: &Description, written: Option<&Written>) -> Option<Section> {
    let network = Network::of(description, written);
    if network.nodes.is_empty() {
        return None;
    }
    let layout = layout::Layout::of(&network);
    let body = format!("{}{}", draw::svg(&network, &layout), tables::tables(&network, description));
    Some(Section { id: "network", title: "Network", body })
}
