//! Synapses as matrices: a number from each source to each target.

use crate::error::Error;
use crate::fresh::Fresh;
use crate::npy;
use crate::part::{Named, PIECE, Part};
use snnc_results::{Connected, Results};
use std::path::{Path, PathBuf};

/// So many elements are in memory at once.
const BAND: usize = 1 << 22;

/// Matrices with more elements are refused: 16 GiB.
const MOST: u64 = 1 << 31;

/// Writes a matrix [source, target] for each variable and the delay, `NAME_VARIABLE.npy`, in SI. It is NaN where there is no synapse.
pub(crate) fn write(results: &Results, part: &Part, folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let synapses = &results.description().synapses[&part.group];
    let (Some(source), Some(target)) = (&synapses.source, &synapses.target) else {
        return Err(Error::unfit(&part.name, "these results do not tell what the synapses connect"));
    };
    let size = |end: &Connected| end.end - end.start;
    let (sources, targets) = (size(source), size(target));
    if sources.checked_mul(targets).is_none_or(|elements| elements > MOST) {
        let reason = format!("a matrix of {sources} sources and {targets} targets would be too large");
        return Err(Error::unfit(&part.name, reason));
    }
    let sizes = [sources as usize, targets as usize];
    let variables = part.arrays.iter().filter(|named| !matches!(&*named.name, "i" | "j"));
    let file = |variable: &Named| {
        let fresh = Fresh::begin(folder, &format!("{}_{}.npy", part.name, variable.name))?;
        fresh.complete(|file| {
            file.put(&npy::plain("<f8", &sizes))?;
            let rows = (BAND / sizes[1].max(1)).max(1);
            for first in (0..sizes[0]).step_by(rows) {
                let band = band(part, variable, first..(first + rows).min(sizes[0]), sizes[1])?;
                for piece in band.chunks(PIECE) {
                    file.put(&piece.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<_>>())?;
                }
            }
            Ok(())
        })
    };
    variables.map(file).collect()
}

/// Some rows of a matrix.
fn band(
    part: &Part,
    variable: &Named,
    rows: std::ops::Range<usize>,
    targets: usize,
) -> Result<Vec<f64>, Error> {
    let (sources, ends) = (part.array("i")?, part.array("j")?);
    let mut values = vec![f64::NAN; rows.len() * targets];
    let mut taken = vec![false; values.len()];
    for piece in part.rows.pieces(PIECE) {
        let weights = match variable.array.len() {
            1 => variable.array.floats(0..1)?.repeat(piece.len()),
            _ => variable.array.floats(piece.clone())?,
        };
        let pairs = sources.integers(piece.clone())?.into_iter().zip(ends.integers(piece)?);
        for ((i, j), weight) in pairs.zip(weights) {
            if !rows.contains(&(i as usize)) || j as usize >= targets {
                continue;
            }
            let at = (i as usize - rows.start) * targets + j as usize;
            if taken[at] {
                let reason =
                    format!("a matrix has room for one synapse from {i} to {j}, and there are several");
                return Err(Error::unfit(&part.name, reason));
            }
            (taken[at], values[at]) = (true, weight);
        }
    }
    Ok(values)
}
