//! Recorded population rates, as a page holds them.

use super::encode;
use super::samples::{Times, mean};
use serde::Serialize;
use snnc_results::{Error, Laid, MonitorKind, Results};

/// How many values of a rate a page holds at most; of more, the means of several.
const MOST_VALUES: usize = 20_000;

/// The rate that a monitor recorded.
#[derive(Debug, Serialize)]
pub(super) struct Rate {
    /// The monitor.
    pub monitor: String,
    /// The group, or part of one, that it watched.
    pub watched: String,
    /// Where bins begin.
    pub times: Times,
    /// How many recorded samples a value is the mean of.
    pub bin: usize,
    /// In hertz, [`encode::floats`].
    pub values: String,
}

/// All monitors of rates, in file order.
pub(super) fn rates(results: &Results, laid: &Laid) -> Result<Vec<Rate>, Error> {
    let mut all = Vec::new();
    for (monitor, described) in results.monitors(MonitorKind::Rate) {
        let mut rate = results.rate(monitor)?;
        laid.lay(results.description(), monitor, &mut rate.times);
        if rate.times.len() < 2 {
            continue;
        }
        let bin = rate.times.len().div_ceil(MOST_VALUES);
        all.push(Rate {
            monitor: monitor.to_string(),
            watched: described.group.clone(),
            times: Times::of(&rate.times, bin),
            bin,
            values: encode::floats(rate.rates.chunks(bin).map(mean)),
        });
    }
    Ok(all)
}
