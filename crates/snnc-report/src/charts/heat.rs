//! Variables of many elements, as images.

use super::encode;
use super::populations::Populations;
use super::samples::{PIECE, extent, mean};
use serde::Serialize;
use snnc_plot::unit::printed;
use snnc_results::{Error, Laid, MonitorKind, Results, States};

/// Fewer elements are told apart as traces.
const FEWEST_ROWS: usize = 6;

/// How many rows an image has at most.
const MOST_ROWS: usize = 200;

/// How many columns an image has at most.
const MOST_COLUMNS: usize = 1000;

/// A variable over elements and time: means of cells.
#[derive(Debug, Serialize)]
pub(super) struct Heat {
    /// The monitor.
    pub monitor: String,
    /// The group or synapses of the elements.
    pub group: String,
    /// The variable.
    pub variable: String,
    /// In what the values are.
    pub unit: String,
    /// The elements, as their group counts.
    pub elements: Vec<u64>,
    /// How many elements a row is the mean of.
    pub merged: usize,
    /// How many rows there are.
    pub rows: usize,
    /// How many columns there are.
    pub columns: usize,
    /// How many samples a column is the mean of.
    pub bin: usize,
    /// Where the columns begin, and the last one ends, in seconds.
    pub edges: Vec<f64>,
    /// The lowest value.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// Row by row, [`encode::steps`] from the lowest to the highest.
    pub values: String,
}

/// All variables that were recorded of several elements, in file order.
pub(super) fn heat_maps(
    results: &Results,
    populations: &Populations,
    laid: &Laid,
) -> Result<Vec<Heat>, Error> {
    let mut maps = Vec::new();
    for (monitor, described) in results.monitors(MonitorKind::States) {
        let mut states = results.states(monitor)?;
        laid.lay(results.description(), monitor, &mut states.times);
        let (group, first, _) = populations.place(&described.group);
        if states.indices.len() < FEWEST_ROWS || states.times.len() < 2 {
            continue;
        }
        let merged = states.indices.len().div_ceil(MOST_ROWS);
        let bin = states.times.len().div_ceil(MOST_COLUMNS);
        let columns = states.times.len().div_ceil(bin);
        let elements: Vec<u64> = states.indices.iter().map(|index| first + *index as u64).collect();
        for variable in states.variables() {
            let shown = states.unit(variable)?;
            let values = cells(&states, variable, merged, bin, columns)?;
            let values: Vec<f64> = values.into_iter().map(|value| value / shown.scale).collect();
            let (low, high) = extent(values.iter().copied()).unwrap_or((0.0, 0.0));
            maps.push(Heat {
                monitor: monitor.to_string(),
                group: group.clone(),
                variable: variable.to_string(),
                unit: printed(&shown.unit),
                elements: elements.clone(),
                merged,
                rows: values.len() / columns,
                columns,
                bin,
                edges: edges(&states.times, bin),
                low,
                high,
                values: encode::steps(&values, (low, high)),
            });
        }
    }
    Ok(maps)
}

/// The means of the cells, row by row.
fn cells(
    states: &States,
    variable: &str,
    merged: usize,
    bin: usize,
    columns: usize,
) -> Result<Vec<f64>, Error> {
    let samples = states.times.len();
    let piece = bin * (PIECE / bin).max(1);
    let mut cells = Vec::new();
    let elements: Vec<usize> = (0..states.indices.len()).collect();
    for together in elements.chunks(merged) {
        let mut row: Vec<Vec<f64>> = vec![Vec::new(); columns];
        for element in together {
            for start in (0..samples).step_by(piece) {
                let values = states.values(variable, *element, start..samples.min(start + piece))?;
                let cells = row[start / bin..].iter_mut();
                cells.zip(values.chunks(bin)).for_each(|(cell, values)| cell.push(mean(values)));
            }
        }
        cells.extend(row.iter().map(|cell| mean(cell)));
    }
    Ok(cells)
}

/// Where bins begin, and where the last one ends.
fn edges(times: &[f64], bin: usize) -> Vec<f64> {
    let mut edges: Vec<f64> = times.iter().step_by(bin).copied().collect();
    let [.., before, last] = times else { return edges };
    edges.push(2.0 * last - before);
    edges
}
