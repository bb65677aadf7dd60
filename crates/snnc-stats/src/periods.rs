//! What is looked at: which monitors, and which stretches of time.

use crate::error::Error;
use snnc_results::{Description, Results};
use std::ops::Range;

/// What is looked at, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// The monitors; all of them if empty.
    pub monitors: Vec<String>,
    /// From when to before when, in seconds; all that was simulated if not given.
    pub time: Option<Range<f64>>,
    /// One `run` alone, by its place in `run.json`.
    pub run: Option<usize>,
    /// The bins in which spikes of a population are counted, in seconds.
    pub bin: f64,
    /// The windows in which spikes of a neuron are counted, in seconds.
    pub window: f64,
    /// How many spikes a neuron must have to be asked how regular they are.
    pub least_spikes: u64,
    /// The greatest lag of correlograms, in seconds.
    pub lag: f64,
    /// How long the segments of spectra are, in seconds.
    pub segment: f64,
    /// Of how many neurons or nodes there are samples, where all would be too many.
    pub sample: usize,
    /// The seed by which samples are chosen.
    pub sample_seed: u64,
}

impl Default for Choices {
    fn default() -> Choices {
        Choices {
            monitors: vec![],
            time: None,
            run: None,
            bin: 1e-3,
            window: 0.1,
            least_spikes: 4,
            lag: 0.1,
            segment: 1.0,
            sample: 200,
            sample_seed: 0,
        }
    }
}

impl Choices {
    /// Whether a monitor is looked at.
    pub fn has(&self, monitor: &str) -> bool {
        self.monitors.is_empty() || self.monitors.iter().any(|it| it == monitor)
    }

    /// What they say must be there.
    ///
    /// # Errors
    /// If a monitor is not, or a width is no time.
    pub fn check(&self, results: &Results) -> Result<(), Error> {
        let known = &results.description().monitors;
        if let Some(unknown) = self.monitors.iter().find(|name| !known.contains_key(name.as_str())) {
            let names: Vec<_> = known.keys().map(String::as_str).collect();
            let names = if names.is_empty() { "there are none".into() } else { names.join(", ") };
            return Err(Error::Choice(format!("there is no monitor `{unknown}`; there are: {names}")));
        }
        for (what, width) in [("a bin", self.bin), ("a window", self.window), ("a segment", self.segment)] {
            if !(width > 0.0 && width.is_finite()) {
                return Err(Error::Choice(format!("{what} must be longer than 0 s")));
            }
        }
        if !(self.lag >= 0.0 && self.lag.is_finite()) {
            return Err(Error::Choice("a lag cannot be negative".into()));
        }
        Ok(())
    }
}

/// A stretch of simulated time without a jump, and what a monitor recorded meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// When it begins, in seconds.
    pub start: f64,
    /// When it ends, in seconds.
    pub stop: f64,
    /// The spikes or samples recorded meanwhile, and perhaps some before or after.
    pub recorded: Range<usize>,
}

impl Period {
    /// How long it is, in seconds.
    pub fn duration(&self) -> f64 {
        self.stop - self.start
    }
}

/// What is earlier than an edge by less than this share of a time step counts as on it.
const TOLERANCE: f64 = 1e-3;

/// The stretches of time that are looked at, in the order in which they were simulated. Runs that follow each other are one;
/// after a `restore` the same times come again, and make another. `monitor` names whose records they hold.
///
/// # Errors
/// If there is no such run, or nothing was simulated in the time chosen.
pub fn periods(description: &Description, choices: &Choices, monitor: &str) -> Result<Vec<Period>, Error> {
    let runs = &description.runs;
    let runs = match choices.run {
        None => &runs[..],
        Some(run) => runs.get(run..=run).ok_or_else(|| {
            let there = match runs.len() {
                0 => "there is none".into(),
                1 => "there is only run 0".into(),
                number => format!("there are runs 0 to {}", number - 1),
            };
            Error::Choice(format!("there is no run {run}; {there}"))
        })?,
    };
    let close = tolerance(description);
    let mut found: Vec<Period> = vec![];
    for run in runs {
        let [first, end] = run.recorded.get(monitor).copied().unwrap_or_default();
        let (start, stop) = (run.start, run.start + run.duration);
        match found.last_mut() {
            Some(before) if (before.stop - start).abs() <= close => {
                (before.stop, before.recorded.end) = (stop, end);
            }
            _ => found.push(Period { start, stop, recorded: first..end }),
        }
    }
    if let Some(time) = &choices.time {
        if time.end.partial_cmp(&time.start) != Some(std::cmp::Ordering::Greater) {
            return Err(Error::Choice(format!(
                "there is no time between {} s and {} s",
                time.start, time.end
            )));
        }
        for period in &mut found {
            period.start = period.start.max(time.start);
            period.stop = period.stop.min(time.end);
        }
    }
    found.retain(|period| period.duration() > close);
    match &choices.time {
        Some(time) if found.is_empty() => Err(nothing(description, time)),
        _ => Ok(found),
    }
}

fn nothing(description: &Description, time: &Range<f64>) -> Error {
    let asked = match (time.start.is_finite(), time.end.is_finite()) {
        (true, true) => format!("between {} s and {} s", time.start, time.end),
        (true, false) => format!("after {} s", time.start),
        (false, _) => format!("before {} s", time.end),
    };
    let ends = description.runs.iter().map(|run| run.start + run.duration);
    Error::Choice(match ends.reduce(f64::max) {
        Some(end) => format!("nothing was simulated {asked}: the simulation went from 0 s to {end} s"),
        None => "nothing was simulated at all".into(),
    })
}

/// By how much times differ that are the same, in seconds.
pub(crate) fn tolerance(description: &Description) -> f64 {
    TOLERANCE * description.runs.iter().map(|run| run.dt).fold(description.dt, f64::min)
}
