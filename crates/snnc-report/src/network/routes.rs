//! The lines of the drawing.
//!
//! A line leaves its card to the right, below its label. Within a column it goes up or down in a lane of its own and comes
//! back from the right; to a later column it curves to the left side of its target.

use super::card::{Card, LANE, label_width, row_of};
use super::graph::Network;

/// A line, its label, and the tip of its arrow.
#[derive(Debug)]
pub(super) struct Wire {
    /// As the `d` of a path.
    pub(super) path: String,
    /// Where it ends.
    pub(super) tip: (f64, f64),
    /// Whether it arrives from the right.
    pub(super) from_right: bool,
    /// Where its label begins.
    pub(super) label: (f64, f64),
}

/// In which lane beside its column each line goes up or down.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    /// One an edge; none for those that leave the column.
    of: Vec<Option<usize>>,
    /// How many there are beside each column.
    numbers: Vec<usize>,
}

impl Lanes {
    /// How many are beside a column.
    pub(super) fn number(&self, column: usize) -> usize {
        self.numbers[column]
    }
}

/// Lines that span less are nearer to the column; no two meet in one lane unless they end at the same place.
pub(super) fn lanes(network: &Network, cards: &[Card], columns: usize) -> Lanes {
    let mut lanes = Lanes { of: vec![None; network.edges.len()], numbers: vec![0; columns] };
    let mut waiting: Vec<(usize, f64, f64, usize)> = vec![];
    for (at, edge) in network.edges.iter().enumerate() {
        let (source, target) = (&cards[edge.source.node], &cards[edge.target.node]);
        if source.column == target.column {
            let (from, to) = (start(network, cards, at), target.row(edge.target).slot(0));
            waiting.push((source.column, from.min(to), from.max(to), at));
        }
    }
    waiting.sort_by(|a, b| (a.2 - a.1).total_cmp(&(b.2 - b.1)).then(a.3.cmp(&b.3)));
    let mut taken: Vec<Vec<Vec<(f64, f64)>>> = vec![vec![]; columns];
    for (column, from, to, edge) in waiting {
        let free =
            |lane: &Vec<(f64, f64)>| lane.iter().all(|(start, end)| to + 4.0 < *start || *end + 4.0 < from);
        let lanes_here = &mut taken[column];
        let lane = lanes_here.iter().position(free).unwrap_or_else(|| {
            lanes_here.push(vec![]);
            lanes_here.len() - 1
        });
        lanes_here[lane].push((from, to));
        lanes.of[edge] = Some(lane);
        lanes.numbers[column] = lanes_here.len();
    }
    lanes
}

/// The height at which a line begins.
fn start(network: &Network, cards: &[Card], edge: usize) -> f64 {
    let end = network.edges[edge].source;
    let row = &cards[end.node].rows[row_of(end)];
    let at = row.sends.iter().position(|it| *it == edge).unwrap_or(0);
    row.slot(at + usize::from(row.receives))
}

/// All lines.
pub(super) fn wires(network: &Network, cards: &[Card], lanes: &Lanes, columns: &[Vec<usize>]) -> Vec<Wire> {
    // Labels end there, lanes begin.
    let right_of =
        |column: usize| columns[column].iter().map(|node| cards[*node].right()).fold(0.0, f64::max);
    let labels = |column: usize| {
        let leaving = network.edges.iter().filter(|edge| columns[column].contains(&edge.source.node));
        leaving.map(label_width).fold(0.0, f64::max)
    };
    let ends: Vec<f64> = (0..columns.len())
        .map(|column| match labels(column) {
            0.0 => right_of(column),
            width => right_of(column) + width + 20.0,
        })
        .collect();
    let mut wires = vec![];
    for (at, edge) in network.edges.iter().enumerate() {
        let (source, target) = (&cards[edge.source.node], &cards[edge.target.node]);
        let (x, y) = (source.right(), start(network, cards, at));
        let end = ends[source.column];
        wires.push(match lanes.of[at] {
            Some(lane) => {
                let lane = end + (lane as f64 + 0.5) * LANE;
                let (tx, ty) = (target.right(), target.row(edge.target).slot(0));
                let radius = (LANE / 2.0).min((ty - y).abs() / 2.0);
                let down = if ty > y { radius } else { -radius };
                let path = format!(
                    "M{x:.1} {y:.1}H{:.1}q{radius:.1} 0 {radius:.1} {down:.1}V{:.1}q0 {down:.1} {:.1} {down:.1}H{:.1}",
                    lane - radius,
                    ty - down,
                    -radius,
                    tx + 7.0
                );
                Wire { path, tip: (tx + 1.0, ty), from_right: true, label: (x + 8.0, y - 5.5) }
            }
            None => {
                let row = target.row(edge.target);
                let (tx, ty) = (target.x, row.y + row.height / 2.0);
                let begin = end + lanes.numbers[source.column] as f64 * LANE;
                let pull = ((tx - begin) * 0.55).max(20.0);
                let path = format!(
                    "M{x:.1} {y:.1}H{begin:.1}C{:.1} {y:.1} {:.1} {ty:.1} {:.1} {ty:.1}",
                    begin + pull,
                    tx - 7.0 - pull,
                    tx - 7.0
                );
                Wire { path, tip: (tx - 1.0, ty), from_right: false, label: (x + 8.0, y - 5.5) }
            }
        });
    }
    wires
}
