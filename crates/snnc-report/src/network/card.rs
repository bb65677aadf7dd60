//! Nodes as they are drawn, with the places at which lines begin and end.

use super::graph::{Edge, End, Node};
use crate::quantities::count;

/// The place of one line of text beside a card, or of a line that ends at it.
const SLOT: f64 = 23.0;
/// How far lines stand apart that go up and down.
pub(super) const LANE: f64 = 10.0;
/// The mean width of a character of a label.
const CHARACTER: f64 = 6.9;

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
    /// A card with the sizes of its rows, by the logarithm of their numbers.
    pub(super) fn of(node: &Node) -> Card {
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
    pub(super) fn stack(&mut self) {
        let mut y = 0.0;
        for row in &mut self.rows {
            let slots = row.sends.len() + usize::from(row.receives);
            row.height = row.height.max(slots as f64 * SLOT + 6.0);
            row.y = y;
            y += row.height;
        }
        self.height = y + if self.rows.len() > 1 { 8.0 } else { 0.0 };
    }

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

/// What is written at a line.
pub(super) fn label(edge: &Edge) -> String {
    match (edge.labelled, edge.count) {
        (false, _) => String::new(),
        (true, Some(number)) => format!("{}  {}", edge.name, count(number)),
        (true, None) => edge.name.clone(),
    }
}

/// How wide that is.
pub(super) fn label_width(edge: &Edge) -> f64 {
    label(edge).chars().count() as f64 * CHARACTER
}
