//! What a monitor recorded, or `save` kept, as far as it is exported.

use crate::error::Error;
use snnc_results::{Archive, Array, ArrayDescription, MonitorKind, Results};
use std::ops::Range;

/// So many elements are read at once.
pub(crate) const PIECE: usize = 1 << 16;

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// What a monitor recorded.
    Monitor(MonitorKind),
    /// The saved values of synapses.
    Synapses,
    /// The saved values of the elements of a group.
    Elements,
}

/// What a monitor recorded, or `save` kept.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// Its name.
    pub(crate) name: String,
    /// What it is.
    pub(crate) kind: Kind,
    /// The group or synapses that it is of.
    pub(crate) group: String,
    /// Its arrays, in the order of the archive.
    pub(crate) arrays: Vec<Named>,
    /// Which of its rows are exported: of states the samples, of all else the elements of its arrays.
    pub(crate) rows: Rows,
}

/// An array and what it means.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    /// Its name.
    pub(crate) name: String,
    /// Its units.
    pub(crate) description: ArrayDescription,
    /// Its values.
    pub(crate) array: Array,
}

/// Stretches of rows, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Rows(Vec<Range<usize>>);

impl Part {
    pub(crate) fn open<'a>(
        results: &Results,
        name: &str,
        kind: Kind,
        group: &str,
        file: &str,
        descriptions: impl IntoIterator<Item = (&'a String, &'a ArrayDescription)> + Copy,
        times: Option<&Range<f64>>,
    ) -> Result<Part, Error> {
        let archive = Archive::open(results.folder().join(file))?;
        let described = |name: &str| {
            let known = descriptions.into_iter().find(|(known, _)| *known == name);
            let plain = || ArrayDescription { unit: "1".into(), shown: None };
            known.map_or_else(plain, |(_, description)| description.clone())
        };
        let names: Vec<String> = archive.names().map(String::from).collect();
        let mut arrays = vec![];
        for name in names {
            let array = archive.get(&name)?.clone();
            arrays.push(Named { description: described(&name), name, array });
        }
        let mut part = Part { name: name.into(), kind, group: group.into(), arrays, rows: Rows::default() };
        part.rows = match (kind, times) {
            (Kind::Monitor(MonitorKind::Count) | Kind::Synapses | Kind::Elements, _) | (_, None) => {
                Rows::all(part.longest())
            }
            (_, Some(times)) => Rows::within(part.array("t")?, times)?,
        };
        Ok(part)
    }

    /// An array of that name.
    pub(crate) fn array(&self, name: &str) -> Result<&Array, Error> {
        let found = self.arrays.iter().find(|named| named.name == name).map(|named| &named.array);
        found.ok_or_else(|| Error::unfit(&self.name, format!("its archive has no array `{name}`")))
    }

    /// Whether it is traces of variables.
    pub(crate) fn is_traces(&self) -> bool {
        self.kind == Kind::Monitor(MonitorKind::States)
    }

    /// How many rows there are before any are chosen.
    fn longest(&self) -> usize {
        match self.arrays.iter().find(|named| self.is_traces() && named.name == "t") {
            Some(times) => times.array.len(),
            None => self.arrays.iter().map(|named| named.array.len()).max().unwrap_or(0),
        }
    }
}

impl Rows {
    /// The first so many.
    pub(crate) fn all(count: usize) -> Rows {
        Rows((count > 0).then_some(0..count).into_iter().collect())
    }

    /// Those with a time in a range. Times may fall, where a state was restored.
    fn within(times: &Array, range: &Range<f64>) -> Result<Rows, Error> {
        let mut rows: Vec<Range<usize>> = vec![];
        for piece in Rows::all(times.len()).pieces(PIECE) {
            for (row, time) in piece.clone().zip(times.floats(piece)?) {
                if !range.contains(&time) {
                    continue;
                }
                match rows.last_mut() {
                    Some(last) if last.end == row => last.end = row + 1,
                    _ => rows.push(row..row + 1),
                }
            }
        }
        Ok(Rows(rows))
    }

    /// How many.
    pub(crate) fn count(&self) -> usize {
        self.0.iter().map(ExactSizeIterator::len).sum()
    }

    /// The stretches, none longer than `most`.
    pub(crate) fn pieces(&self, most: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        let most = most.max(1);
        self.0.iter().flat_map(move |stretch| {
            let Range { start, end } = stretch.clone();
            (start..end).step_by(most).map(move |at| at..(at + most).min(end))
        })
    }
}
