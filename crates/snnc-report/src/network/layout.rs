//! Where everything of the drawing stands, in pixels.

use super::graph::{Edge, End, Network, Node};
use super::order::columns;
use super::routes::{self, Wire};
use crate::quantities::count;

/// The place of one line of text beside a card, or of a line that ends at it.
pub(super) const SLOT: f64 = 23.0;
/// The mean width of a character of a label.
const CHARACTER: f64 = 6.9;
const MARGIN: f64 = 14.0;
const BETWEEN_CARDS: f64 = 26.0;
/// The room in which lines go from one column to the height of the next.
const CURVE: f64 = 84.0;
pub(super) const LANE: f64 = 10.0;

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

/// A node: the whole as the first row, its parts below.
#[derive(Debug, Clone, Default)]
pub(super) struct Card {
    pub(super) column: usize,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) rows: Vec<Row>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub(super) y: f64,
    pub(super) height: f64,
    /// How large it is shown, from 0 to 1: the logarithm of its number.
    pub(super) share: f64,
    /// Whether a line from its own column ends here, at the right.
    pub(super) receives: bool,
    /// The edges that begin here.
    pub(super) sends: Vec<usize>,
}

impl Row {
    /// The height at which a line begins or ends, by the number of its slot at the right.
    pub(super) fn slot(&self, at: usize) -> f64 {
        let slots = self.sends.len() + usize::from(self.receives);
        self.y + self.height / 2.0 + (at as f64 - (slots as f64 - 1.0) / 2.0) * SLOT
    }
}

impl Card {
    pub(super) fn row(&self, end: End) -> &Row {
        &self.rows[row_of(end)]
    }

    pub(super) fn right(&self) -> f64 {
        self.x + self.width
    }
}

pub(super) fn row_of(end: End) -> usize {
    end.part.map_or(0, |part| part + 1)
}

impl Layout {
    pub(super) fn of(network: &Network) -> Layout {
        let columns = columns(network);
        let mut cards: Vec<Card> = network.nodes.iter().map(card).collect();
        for (at, column) in columns.iter().enumerate() {
            column.iter().for_each(|node| cards[*node].column = at);
        }
        for (at, edge) in network.edges.iter().enumerate() {
            let same = cards[edge.source.node].column == cards[edge.target.node].column;
            cards[edge.source.node].rows[row_of(edge.source)].sends.push(at);
            cards[edge.target.node].rows[row_of(edge.target)].receives |= same;
        }
        cards.iter_mut().for_each(stack);
        let height = place_down(&columns, &mut cards);
        let lanes = routes::lanes(network, &cards, columns.len());
        let width = place_across(network, &columns, &mut cards, &lanes);
        let wires = routes::wires(network, &cards, &lanes, &columns);
        Layout { width, height, cards, wires }
    }
}

/// A card with the sizes of its rows, by the logarithm of their numbers.
fn card(node: &Node) -> Card {
    let log = |number: u64| ((number.max(1)) as f64).log10();
    let whole = node.size.map_or(1.0, log);
    let share = |number: u64| if whole > 0.0 { log(number) / whole } else { 1.0 };
    let text = |text: &str| text.chars().count() as f64 * CHARACTER;
    let detail = format!("{} {}", node.size.map_or(String::new(), count), node.kind.elements());
    let mut width = (84.0 + 16.0 * whole).max(text(&node.name) * 1.15 + 28.0).max(text(&detail) + 28.0);
    let mut rows = vec![Row { height: 40.0 + 6.0 * whole, share: 1.0, ..Row::default() }];
    for part in &node.parts {
        let number = count(part.end - part.start);
        width = width.max((text(&part.label) + text(&number)) * 1.15 + 48.0);
        let share = share(part.end - part.start);
        rows.push(Row { height: 26.0, share, ..Row::default() });
    }
    Card { width, rows, ..Card::default() }
}

/// Rows as high as the lines need that begin and end at them.
fn stack(card: &mut Card) {
    let mut y = 0.0;
    for row in &mut card.rows {
        let slots = row.sends.len() + usize::from(row.receives);
        row.height = row.height.max(slots as f64 * SLOT + 6.0);
        row.y = y;
        y += row.height;
    }
    card.height = y + if card.rows.len() > 1 { 8.0 } else { 0.0 };
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
        let label = leaving.map(|edge| label(edge).chars().count() as f64 * CHARACTER).fold(0.0, f64::max);
        let room = if label > 0.0 { label + 20.0 } else { 0.0 };
        x += room + lanes.number(at) as f64 * LANE;
        if at + 1 < columns.len() {
            x += CURVE + if room == 0.0 { 10.0 } else { 0.0 };
        }
    }
    x + MARGIN
}

/// What is written at a line.
pub(super) fn label(edge: &Edge) -> String {
    match (edge.labelled, edge.count) {
        (false, _) => String::new(),
        (true, Some(number)) => format!("{}  {}", edge.name, count(number)),
        (true, None) => edge.name.clone(),
    }
}
