//! Comma-separated values (RFC 4180): a line of names with units, then a line a row.

use crate::error::Error;
use crate::grid::Grid;
use crate::part::Part;
use crate::quantity::{Unit, number};
use crate::table::{Column, Piece, Table};
use std::fmt::Write;

/// Writes a part as a table. Traces have a row for each sample of each element: `t`, `i` and the variables.
pub(crate) fn write(part: &Part, put: &mut dyn FnMut(&[u8]) -> Result<(), Error>) -> Result<(), Error> {
    if part.is_traces() { traces(part, put) } else { table(part, put) }
}

fn table(part: &Part, put: &mut dyn FnMut(&[u8]) -> Result<(), Error>) -> Result<(), Error> {
    let table = Table::of(part);
    let names: Vec<_> = table.columns.iter().map(Column::heading).collect();
    put((names.join(",") + "\n").as_bytes())?;
    table.each(|pieces| {
        let mut text = String::new();
        for row in 0..pieces.first().map_or(0, Piece::len) {
            for (at, piece) in pieces.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                text.push_str(&piece.text(row));
            }
            text.push('\n');
        }
        put(text.as_bytes())
    })
}

impl Column {
    fn heading(&self) -> String {
        self.unit.heading(&self.name)
    }
}

fn traces(part: &Part, put: &mut dyn FnMut(&[u8]) -> Result<(), Error>) -> Result<(), Error> {
    let grid = Grid::of(part)?;
    let units: Vec<_> = grid.variables.iter().map(|named| Unit::shown(&named.description)).collect();
    let mut heading = String::from("t [s],i");
    for (named, unit) in grid.variables.iter().zip(&units) {
        let _ = write!(heading, ",{}", unit.heading(&named.name));
    }
    put((heading + "\n").as_bytes())?;
    for stretch in grid.stretches() {
        let times = grid.times(&stretch)?;
        let values: Result<Vec<_>, _> =
            grid.variables.iter().map(|named| grid.values(named, &stretch)).collect();
        let values = values?;
        for (sample, time) in times.iter().enumerate() {
            let mut text = String::new();
            let time = number(*time);
            for (row, index) in grid.indices.iter().enumerate() {
                let _ = write!(text, "{time},{index}");
                for (values, unit) in values.iter().zip(&units) {
                    text.push(',');
                    text.push_str(&number(unit.of_si(values[row * times.len() + sample])));
                }
                text.push('\n');
            }
            put(text.as_bytes())?;
        }
    }
    Ok(())
}
