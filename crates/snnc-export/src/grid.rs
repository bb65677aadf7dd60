//! Traces: variables of some elements over time, read in stretches of time.

use crate::error::Error;
use crate::part::{Named, Part};
use std::ops::Range;

/// So many values of a variable are read at once.
const MOST_VALUES: usize = 1 << 20;

/// The traces of a monitor.
#[derive(Debug)]
pub(crate) struct Grid<'a> {
    part: &'a Part,
    /// The elements recorded.
    pub(crate) indices: Vec<i64>,
    /// The variables.
    pub(crate) variables: Vec<&'a Named>,
    /// All samples, exported or not.
    samples: usize,
}

impl<'a> Grid<'a> {
    /// The traces of a part.
    pub(crate) fn of(part: &'a Part) -> Result<Grid<'a>, Error> {
        let indices = part.array("i")?;
        let samples = part.array("t")?.len();
        let indices = indices.integers(0..indices.len())?;
        let variables: Vec<_> =
            part.arrays.iter().filter(|named| !matches!(&*named.name, "t" | "i")).collect();
        let wrong = variables.iter().find(|named| named.array.len() != samples * indices.len());
        if let Some(named) = wrong {
            let reason = format!("its array `{}` does not fit its indices and times", named.name);
            return Err(Error::unfit(&part.name, reason));
        }
        Ok(Grid { part, indices, variables, samples })
    }

    /// Stretches of samples that are read at once.
    pub(crate) fn stretches(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.part.rows.pieces(MOST_VALUES / self.indices.len().max(1))
    }

    /// How many samples are exported.
    pub(crate) fn count(&self) -> usize {
        self.part.rows.count()
    }

    /// The times of a stretch, in seconds.
    pub(crate) fn times(&self, stretch: &Range<usize>) -> Result<Vec<f64>, Error> {
        Ok(self.part.array("t")?.floats(stretch.clone())?)
    }

    /// The values of a variable in a stretch, in SI: all samples of the first element, then those of the next.
    pub(crate) fn values(&self, variable: &Named, stretch: &Range<usize>) -> Result<Vec<f64>, Error> {
        let mut values = Vec::with_capacity(self.indices.len() * stretch.len());
        for row in 0..self.indices.len() {
            let start = row * self.samples;
            values.extend(variable.array.floats(start + stretch.start..start + stretch.end)?);
        }
        Ok(values)
    }

    /// Hands the bytes of a variable to `take` element by element, without the samples that are not exported.
    pub(crate) fn bytes(
        &self,
        variable: &Named,
        mut take: impl FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for row in 0..self.indices.len() {
            let start = row * self.samples;
            for stretch in self.part.rows.pieces(MOST_VALUES) {
                take(&variable.array.bytes(start + stretch.start..start + stretch.end)?)?;
            }
        }
        Ok(())
    }
}
