//! Monitors of variables and of rates.

use super::{Extent, TraceSummary};
use crate::error::Error;
use crate::moments::Moments;
use crate::periods::{Choices, periods, tolerance};
use indexmap::IndexMap;
use snnc_results::{Results, Shown};
use std::ops::Range;

/// So many values are in memory at once.
const PIECE: usize = 1 << 18;

/// The variables of a monitor.
pub(super) fn states(
    results: &Results,
    name: &str,
    choices: &Choices,
) -> Result<IndexMap<String, TraceSummary>, Error> {
    let monitor = &results.description().monitors[name];
    let states = results.states(name)?;
    let samples = samples(results, name, choices, &states.times)?;
    let mut summaries = IndexMap::new();
    for variable in states.variables() {
        let mut values = Values::default();
        let whole = matches!(samples.as_slice(), [all] if all.len() == states.times.len());
        if whole {
            let array = states.array(variable)?;
            let mut at = 0;
            while at < array.len() {
                let end = array.len().min(at + PIECE);
                values.extend(array.floats(at..end)?);
                at = end;
            }
        } else {
            for row in 0..states.indices.len() {
                for range in samples.iter().cloned().flat_map(pieces) {
                    values.extend(states.values(variable, row, range)?);
                }
            }
        }
        let shown = states.unit(variable)?;
        let unit = monitor.arrays[variable].unit.clone();
        let of = (states.indices.len(), samples.iter().map(Range::len).sum());
        summaries.insert(variable.to_string(), values.summary(&monitor.group, (unit, shown), of));
    }
    Ok(summaries)
}

/// A population rate.
pub(super) fn rate(results: &Results, name: &str, choices: &Choices) -> Result<TraceSummary, Error> {
    let monitor = &results.description().monitors[name];
    let rate = results.rate(name)?;
    let samples = samples(results, name, choices, &rate.times)?;
    let mut values = Values::default();
    for range in samples.iter().cloned() {
        values.extend(rate.rates[range].to_vec());
    }
    let shown = Shown { unit: "Hz".into(), scale: 1.0 };
    let of = (1, samples.iter().map(Range::len).sum());
    Ok(values.summary(&monitor.group, ("Hz".into(), shown), of))
}

/// Which samples are looked at.
pub(crate) fn samples(
    results: &Results,
    name: &str,
    choices: &Choices,
    times: &[f64],
) -> Result<Vec<Range<usize>>, Error> {
    let close = tolerance(results.description());
    let periods = periods(results.description(), choices, name)?;
    let ranges = periods.into_iter().map(|period| {
        let end = period.recorded.end.min(times.len());
        let start = period.recorded.start.min(end);
        let times = &times[start..end];
        let before = |edge: f64| start + times.partition_point(|time| *time < edge - close);
        before(period.start)..before(period.stop)
    });
    Ok(ranges.filter(|range| !range.is_empty()).collect())
}

/// A range in pieces.
fn pieces(range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = range.end;
    range.step_by(PIECE).map(move |at| at..end.min(at + PIECE))
}

/// Values so far.
#[derive(Default)]
struct Values {
    finite: Moments,
    others: u64,
}

impl Values {
    fn extend(&mut self, mut values: Vec<f64>) {
        let all = values.len();
        if !values.iter().all(|value| value.is_finite()) {
            values.retain(|value| value.is_finite());
        }
        self.others += (all - values.len()) as u64;
        self.finite.extend(&values);
    }

    fn summary(
        &self,
        group: &str,
        (unit, shown): (String, Shown),
        (elements, samples): (usize, usize),
    ) -> TraceSummary {
        TraceSummary {
            group: group.to_string(),
            unit,
            shown: shown.unit,
            scale: shown.scale,
            elements: elements as u64,
            samples: samples as u64,
            not_finite: self.others,
            value: Extent::from(&self.finite),
        }
    }
}
