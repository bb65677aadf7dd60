//! Recorded variables, as a page holds them.

use super::encode;
use super::populations::Populations;
use super::samples::{PIECE, Times, extent};
use serde::Serialize;
use snnc_plot::unit::printed;
use snnc_results::{Error, Laid, MonitorKind, Results, States};

/// How many values of traces a page holds, roughly.
const MOST_VALUES: usize = 600_000;

/// How many values a trace has at least, if it has so many samples.
const FEWEST_VALUES: usize = 2_000;

/// How many traces of a variable are drawn at most; of more, evenly chosen ones.
const MOST_ROWS: usize = 12;

/// A variable of some elements.
#[derive(Debug, Serialize)]
pub(super) struct Traces {
    /// The monitor.
    pub monitor: String,
    /// The group or synapses of the elements.
    pub group: String,
    /// The variable.
    pub variable: String,
    /// In what the values are.
    pub unit: String,
    /// How many elements were recorded.
    pub recorded: usize,
    /// How many samples were recorded of each.
    pub samples: usize,
    /// The times of the samples, or where bins begin.
    pub times: Times,
    /// How many samples are a bin, of which there are the lowest and the highest value; 1 if all samples are there.
    pub bin: usize,
    /// The elements.
    pub rows: Vec<Row>,
}

/// A trace.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// The element, as its group counts.
    pub index: u64,
    /// The population to which it belongs; none if it is not in a group.
    pub population: Option<usize>,
    /// The values, [`encode::floats`].
    pub values: String,
}

/// All variables of all monitors, in file order.
pub(super) fn traces(
    results: &Results,
    populations: &Populations,
    laid: &Laid,
) -> Result<Vec<Traces>, Error> {
    let monitors: Vec<_> = results.monitors(MonitorKind::States).collect();
    let read = |name: &str| {
        let mut states = results.states(name)?;
        laid.lay(results.description(), name, &mut states.times);
        Ok(states)
    };
    let all = monitors.iter().map(|(name, _)| read(name)).collect::<Result<Vec<_>, Error>>()?;
    let rows = |states: &States| states.variables().count() * states.indices.len().min(MOST_ROWS);
    let drawn: usize = all.iter().map(rows).sum();
    let most = (MOST_VALUES / drawn.max(1)).max(FEWEST_VALUES);
    let mut traces = Vec::new();
    for ((monitor, described), states) in monitors.into_iter().zip(&all) {
        let (group, first, _) = populations.place(&described.group);
        let samples = states.times.len();
        if samples == 0 || states.indices.is_empty() {
            continue;
        }
        let bin = if samples <= most { 1 } else { (2 * samples).div_ceil(most) };
        for variable in states.variables() {
            let shown = states.unit(variable)?;
            let mut rows = Vec::new();
            for row in chosen(states.indices.len()) {
                let index = first + states.indices[row] as u64;
                let values = reduced(states, variable, row, bin)?;
                let within = populations.within(&group, &(index..index + 1));
                rows.push(Row {
                    index,
                    population: within.first().map(|(population, _)| *population),
                    values: encode::floats(values.into_iter().map(|value| value / shown.scale)),
                });
            }
            traces.push(Traces {
                monitor: monitor.to_string(),
                group: group.clone(),
                variable: variable.to_string(),
                unit: printed(&shown.unit),
                recorded: states.indices.len(),
                samples,
                times: Times::of(&states.times, bin),
                bin,
                rows,
            });
        }
    }
    Ok(traces)
}

/// Some of so many, evenly spaced, the first and the last among them.
fn chosen(all: usize) -> Vec<usize> {
    if all <= MOST_ROWS {
        return (0..all).collect();
    }
    (0..MOST_ROWS).map(|k| k * (all - 1) / (MOST_ROWS - 1)).collect()
}

/// The values of an element, or the lowest and highest in each bin.
fn reduced(states: &States, variable: &str, row: usize, bin: usize) -> Result<Vec<f64>, Error> {
    let samples = states.times.len();
    if bin == 1 {
        return states.values(variable, row, 0..samples);
    }
    let piece = bin * (PIECE / bin).max(1);
    let mut reduced = Vec::new();
    for start in (0..samples).step_by(piece) {
        let values = states.values(variable, row, start..samples.min(start + piece))?;
        for bin in values.chunks(bin) {
            let (low, high) = extent(bin.iter().copied()).unwrap_or((f64::NAN, f64::NAN));
            reduced.extend([low, high]);
        }
    }
    Ok(reduced)
}
