//! Histograms of saved variables of synapses and neurons.

use super::samples::{PIECE, extent};
use serde::Serialize;
use snnc_plot::unit::printed;
use snnc_results::{Array, ElementType, Error, Results};

/// Into how many bins values are sorted.
const BINS: usize = 50;

/// How the values of a saved variable are distributed.
#[derive(Debug, Serialize)]
pub(super) struct Distribution {
    /// What was saved.
    pub label: String,
    /// The group or synapses.
    pub group: String,
    /// The variable.
    pub variable: String,
    /// In what the values are.
    pub unit: String,
    /// When it was saved, in seconds.
    pub time: f64,
    /// The lower end of the first bin.
    pub low: f64,
    /// The width of the bins.
    pub width: f64,
    /// How many values are in each.
    pub counts: Vec<u64>,
    /// How many values are not finite, and in no bin.
    pub not_finite: u64,
}

/// All saved variables that differ from element to element, in file order.
pub(super) fn distributions(results: &Results) -> Result<Vec<Distribution>, Error> {
    let mut all = Vec::new();
    for (label, saved) in &results.description().saved {
        let archive = results.saved(label)?;
        for (variable, described) in &saved.arrays {
            if matches!(variable.as_str(), "i" | "j" | "k") {
                continue;
            }
            let array = archive.get(variable)?;
            let floats = matches!(array.element(), ElementType::F32 | ElementType::F64);
            if !floats || array.len() < 2 {
                continue;
            }
            let unit = described.shown.clone();
            let (unit, scale) = unit.map_or((described.unit.clone(), 1.0), |shown| (shown.unit, shown.scale));
            let Some((low, high)) = range(array)? else { continue };
            if low == high {
                continue;
            }
            let width = (high - low) / BINS as f64;
            let (counts, not_finite) = counts(array, low, width)?;
            all.push(Distribution {
                label: label.clone(),
                group: saved.group.clone(),
                variable: variable.clone(),
                unit: printed(&unit),
                time: saved.time,
                low: low / scale,
                width: width / scale,
                counts,
                not_finite,
            });
        }
    }
    Ok(all)
}

/// All values, piece by piece.
fn pieces(array: &Array) -> impl Iterator<Item = Result<Vec<f64>, Error>> {
    (0..array.len()).step_by(PIECE).map(|start| array.floats(start..array.len().min(start + PIECE)))
}

fn range(array: &Array) -> Result<Option<(f64, f64)>, Error> {
    let mut range = None;
    for values in pieces(array) {
        let (low, high): (Option<f64>, Option<f64>) = extent(values?).unzip();
        range = extent(range.into_iter().flat_map(|(low, high)| [low, high]).chain(low).chain(high));
    }
    Ok(range)
}

fn counts(array: &Array, low: f64, width: f64) -> Result<(Vec<u64>, u64), Error> {
    let (mut counts, mut not_finite) = (vec![0; BINS], 0);
    for values in pieces(array) {
        for value in values? {
            match value.is_finite() {
                true => counts[(((value - low) / width) as usize).min(BINS - 1)] += 1,
                false => not_finite += 1,
            }
        }
    }
    Ok((counts, not_finite))
}
