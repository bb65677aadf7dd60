//! Where everything of the drawing stands, in pixels.

use super::card::{Card, LANE, label_width, row_of};
use super::graph::Network;
use super::order::columns;
use super::routes::{self, Wire};

const MARGIN: f64 = 14.0;
const BETWEEN_CARDS: f64 = 26.0;
/// The room in which lines go from one column to the height of the next.
const CURVE: f64 = 84.0;

/// The drawing.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) width: f64,
    pub(super) height: f64,
    /// One a node.
    pub(super) cards: Vec<Card>,
    /// One an edge.
    pub(super) wires: Vec<Wire>,
}

impl Layout {
    pub(super) fn of(network: &Network) -> Layout {
        let columns = columns(network);
        let mut cards: Vec<Card> = network.nodes.iter().map(Card::of).collect();
        for (at, column) in columns.iter().enumerate() {
            column.iter().for_each(|node| cards[*node].column = at);
        }
        for (at, edge) in network.edges.iter().enumerate() {
            let same = cards[edge.source.node].column == cards[edge.target.node].column;
            cards[edge.source.node].rows[row_of(edge.source)].sends.push(at);
            cards[edge.target.node].rows[row_of(edge.target)].receives |= same;
        }
        cards.iter_mut().for_each(Card::stack);
        let height = place_down(&columns, &mut cards);
        let lanes = routes::lanes(network, &cards, columns.len());
        let width = place_across(network, &columns, &mut cards, &lanes);
        let wires = routes::wires(network, &cards, &lanes, &columns);
        Layout { width, height, cards, wires }
    }
}

/// Cards below one another, columns in the middle; yields the height of all.
fn place_down(columns: &[Vec<usize>], cards: &mut [Card]) -> f64 {
    let height = |column: &Vec<usize>, cards: &[Card]| {
        let all: f64 = column.iter().map(|node| cards[*node].height).sum();
        all + BETWEEN_CARDS * column.len().saturating_sub(1) as f64
    };
    let tallest = columns.iter().map(|column| height(column, cards)).fold(0.0, f64::max);
    for column in columns {
        let mut y = MARGIN + (tallest - height(column, cards)) / 2.0;
        for node in column {
            let card = &mut cards[*node];
            card.y = y;
            card.rows.iter_mut().for_each(|row| row.y += y);
            y += card.height + BETWEEN_CARDS;
        }
    }
    tallest + 2.0 * MARGIN
}

/// Columns beside one another, with room for labels, lanes and curves between them; yields the width of all.
fn place_across(network: &Network, columns: &[Vec<usize>], cards: &mut [Card], lanes: &routes::Lanes) -> f64 {
    let mut x = MARGIN;
    for (at, column) in columns.iter().enumerate() {
        let widest = column.iter().map(|node| cards[*node].width).fold(0.0, f64::max);
        for node in column {
            cards[*node].x = x + widest - cards[*node].width;
        }
        x += widest;
        let leaving = network.edges.iter().filter(|edge| column.contains(&edge.source.node));
        let label = leaving.map(label_width).fold(0.0, f64::max);
        let room = if label > 0.0 { label + 20.0 } else { 0.0 };
        x += room + lanes.number(at) as f64 * LANE;
        if at + 1 < columns.len() {
            x += CURVE + if room == 0.0 { 10.0 } else { 0.0 };
        }
    }
    x + MARGIN
}
