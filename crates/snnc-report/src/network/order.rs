//! In which column each group stands, and in which order in it.
//!
//! Groups that reach one another in circles share a column, so that all other projections go from left to right. In a column
//! they are ordered by the mean position of what leads to them (Sugiyama, Tagawa & Toda 1981,
//! doi:10.1109/TSMC.1981.4308636).

use super::graph::Network;
use petgraph::Direction;
use petgraph::algo::{condensation, toposort};
use petgraph::graph::Graph;

/// Columns of nodes, each from top to bottom.
pub(super) fn columns(network: &Network) -> Vec<Vec<usize>> {
    let mut graph: Graph<usize, ()> = Graph::new();
    let indices: Vec<_> = (0..network.nodes.len()).map(|node| graph.add_node(node)).collect();
    for edge in &network.edges {
        graph.add_edge(indices[edge.source.node], indices[edge.target.node], ());
    }
    let circles = condensation(graph, true);
    let order = toposort(&circles, None).unwrap_or_default();
    let mut rank = vec![0; circles.node_count()];
    for circle in &order {
        let before = circles.neighbors_directed(*circle, Direction::Incoming);
        rank[circle.index()] = before.map(|it| rank[it.index()] + 1).max().unwrap_or(0);
    }
    // What leads to others stands directly before them.
    for circle in order.iter().rev() {
        let after = circles.neighbors_directed(*circle, Direction::Outgoing);
        if let Some(nearest) = after.map(|it| rank[it.index()]).min() {
            rank[circle.index()] = nearest - 1;
        }
    }
    let mut columns = vec![vec![]; rank.iter().max().map_or(0, |last| last + 1)];
    for circle in circles.node_indices() {
        columns[rank[circle.index()]].extend(circles[circle].iter().copied());
    }
    columns.iter_mut().for_each(|column| column.sort_unstable());
    sweep(&mut columns, network);
    columns
}

fn sweep(columns: &mut [Vec<usize>], network: &Network) {
    let mut position = vec![0.0; network.nodes.len()];
    let place = |column: &[usize], position: &mut Vec<f64>| {
        for (at, node) in column.iter().enumerate() {
            position[*node] = (at as f64 + 0.5) / column.len() as f64;
        }
    };
    columns.iter().for_each(|column| place(column, &mut position));
    for round in 0..4 {
        let forward = round % 2 == 0;
        for step in 0..columns.len() {
            let last = columns.len() - 1;
            let column = &mut columns[if forward { step } else { last - step }];
            let mean = |node: usize| {
                let near: Vec<f64> = network
                    .edges
                    .iter()
                    .filter(|edge| edge.source.node != edge.target.node)
                    .filter_map(|edge| match forward {
                        true if edge.target.node == node => Some(position[edge.source.node]),
                        false if edge.source.node == node => Some(position[edge.target.node]),
                        _ => None,
                    })
                    .collect();
                if near.is_empty() { position[node] } else { near.iter().sum::<f64>() / near.len() as f64 }
            };
            let mut keyed: Vec<(f64, usize)> = column.iter().map(|node| (mean(*node), *node)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            *column = keyed.into_iter().map(|(_, node)| node).collect();
            place(column, &mut position);
        }
    }
}
