//! Tables: columns of one value a row, read piece by piece.

use crate::error::Error;
use crate::part::{Kind, PIECE, Part, Rows};
use crate::quantity::{Unit, number};
use snnc_results::{Array, ElementType};
use std::ops::Range;

/// A part that is no traces, as a table.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Its columns.
    pub(crate) columns: Vec<Column>,
    rows: Rows,
}

/// A column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Its name.
    pub(crate) name: String,
    /// In what its values are given.
    pub(crate) unit: Unit,
    values: Values,
}

#[derive(Debug, Clone)]
enum Values {
    /// One for each row.
    Each(Array),
    /// The same for all rows.
    Shared(Array),
    /// The number of the row.
    Number,
}

/// Some of the values of a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    Integers(Vec<i64>),
    Floats(Vec<f64>),
}

impl Table {
    /// The table of a part; recorded values in the units of the model, saved ones in SI, so that a model can read them.
    pub(crate) fn of(part: &Part) -> Table {
        Table::with(part, matches!(part.kind, Kind::Monitor(_)))
    }

    /// The table of a part, all in SI.
    pub(crate) fn in_si(part: &Part) -> Table {
        Table::with(part, false)
    }

    fn with(part: &Part, as_declared: bool) -> Table {
        let longest = part.arrays.iter().map(|named| named.array.len()).max().unwrap_or(0);
        let mut columns = vec![];
        if part.kind == Kind::Elements {
            columns.push(Column { name: "i".into(), unit: Unit::of("", 1.0), values: Values::Number });
        }
        columns.extend(part.arrays.iter().map(|named| {
            let shared = named.array.len() == 1 && longest > 1;
            let array = named.array.clone();
            Column {
                name: named.name.clone(),
                unit: if as_declared {
                    Unit::shown(&named.description)
                } else {
                    Unit::si(&named.description)
                },
                values: if shared { Values::Shared(array) } else { Values::Each(array) },
            }
        }));
        Table { columns, rows: part.rows.clone() }
    }

    /// How many rows.
    pub(crate) fn count(&self) -> usize {
        self.rows.count()
    }

    /// Hands pieces of its rows to `take`, one piece of each column.
    pub(crate) fn each(&self, mut take: impl FnMut(&[Piece]) -> Result<(), Error>) -> Result<(), Error> {
        for rows in self.rows.pieces(PIECE) {
            let pieces: Result<Vec<_>, _> =
                self.columns.iter().map(|column| column.piece(rows.clone())).collect();
            take(&pieces?)?;
        }
        Ok(())
    }
}

impl Column {
    /// Whether its values are integers.
    pub(crate) fn is_whole(&self) -> bool {
        match &self.values {
            Values::Each(array) | Values::Shared(array) => {
                matches!(array.element(), ElementType::I32 | ElementType::I64)
            }
            Values::Number => true,
        }
    }

    fn piece(&self, rows: Range<usize>) -> Result<Piece, Error> {
        let (array, range) = match &self.values {
            Values::Each(array) => (array, rows.clone()),
            Values::Shared(array) => (array, 0..1),
            Values::Number => return Ok(Piece::Integers(rows.map(|row| row as i64).collect())),
        };
        let all = |length: usize| if range.len() == rows.len() { 1 } else { rows.len() / length.max(1) };
        Ok(if self.is_whole() {
            let values = array.integers(range.clone())?;
            Piece::Integers(values.repeat(all(values.len())))
        } else {
            let values = array.floats(range.clone())?;
            let values: Vec<f64> = values.into_iter().map(|value| self.unit.of_si(value)).collect();
            Piece::Floats(values.repeat(all(values.len())))
        })
    }
}

impl Piece {
    /// How many values.
    pub(crate) fn len(&self) -> usize {
        match self {
            Piece::Integers(values) => values.len(),
            Piece::Floats(values) => values.len(),
        }
    }

    /// A value as a text.
    pub(crate) fn text(&self, at: usize) -> String {
        match self {
            Piece::Integers(values) => values[at].to_string(),
            Piece::Floats(values) => number(values[at]),
        }
    }
}
