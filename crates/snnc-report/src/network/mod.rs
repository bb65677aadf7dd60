//! The network: a drawing of its groups and projections, and the same in tables.

mod draw;
mod graph;
mod layout;
mod order;
mod routes;
mod tables;

use crate::model::Written;
use crate::sections::Section;
use graph::Network;
use snnc_results::Description;

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
