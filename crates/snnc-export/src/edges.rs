//! Lists of edges: a synapse a line, in columns separated by blanks, as NetworkX, igraph and graph-tool read them.

use crate::error::Error;
use crate::part::Part;
use crate::table::{Piece, Table};

/// Writes synapses, source and target first. The first line is a comment that names the columns.
pub(crate) fn write(part: &Part, put: &mut dyn FnMut(&[u8]) -> Result<(), Error>) -> Result<(), Error> {
    let mut table = Table::of(part);
    table.columns.sort_by_key(|column| match &*column.name {
        "i" => 0,
        "j" => 1,
        "delay" => 3,
        "k" => 4,
        _ => 2,
    });
    let names: Vec<_> = table.columns.iter().map(|column| column.name.as_str()).collect();
    put(format!("# {}\n", names.join(" ")).as_bytes())?;
    table.each(|pieces| {
        let mut text = String::new();
        for row in 0..pieces.first().map_or(0, Piece::len) {
            for (at, piece) in pieces.iter().enumerate() {
                if at > 0 {
                    text.push(' ');
                }
                text.push_str(&piece.text(row));
            }
            text.push('\n');
        }
        put(text.as_bytes())
    })
}
