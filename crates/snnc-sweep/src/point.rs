//! One point of a sweep: from a compiled model to its figures.

use crate::journal::{Entry, Status};
use indexmap::IndexMap;
use snnc::{CompiledModel, Error, Progress, ResultFolder, Seed};
use snnc_results::Results;
use snnc_stats::{Choices, Summary};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// How points are run.
pub(crate) struct Conditions<'s> {
    /// What is looked at in the results.
    pub(crate) choices: &'s Choices,
    /// How much of what each monitor records may be in memory, in bytes.
    pub(crate) buffer: u64,
    /// Whether to go on, asked again and again with how far the simulation is, from 0 to 1.
    pub(crate) observe: &'s dyn Fn(f64) -> ControlFlow<()>,
}

/// What became of a point.
pub(crate) enum Ran {
    /// It is done, or will never be.
    Entry(Box<Entry>),
    /// There was not memory enough for it, perhaps because of what else is running.
    NoMemory(Error),
    /// It was stopped.
    Stopped,
}

/// Runs a point with its results in `folder`.
pub(crate) fn run(
    number: u64,
    compiled: &CompiledModel,
    seed: Option<u64>,
    folder: &Path,
    conditions: &Conditions<'_>,
) -> Ran {
    let seed = seed.unwrap_or(compiled.seed().0);
    let entry = Entry {
        point: number,
        seed: Some(seed),
        status: Status::Done,
        duration: None,
        error: None,
        took: 0.0,
        statistics: IndexMap::new(),
    };
    match simulate(compiled, Seed(seed), folder, conditions) {
        Ok(None) | Err(Failed::Run(Error::Interrupted)) => Ran::Stopped,
        Ok(Some(found)) => {
            let status = if found.not_finite.is_some() { Status::NotFinite } else { Status::Done };
            let (duration, statistics) = (Some(found.duration), found.statistics);
            Ran::Entry(Box::new(Entry { status, duration, error: found.not_finite, statistics, ..entry }))
        }
        Err(Failed::Run(error @ Error::Memory { .. })) => Ran::NoMemory(error),
        Err(failed) => {
            let (status, why) = failed.told();
            Ran::Entry(Box::new(Entry { status, error: Some(why), ..entry }))
        }
    }
}

/// The entry of a point that could not be run.
pub(crate) fn failed(number: u64, seed: Option<u64>, error: &Error) -> Entry {
    Entry {
        point: number,
        seed,
        status: status_of(error),
        duration: None,
        error: Some(error.to_string()),
        took: 0.0,
        statistics: IndexMap::new(),
    }
}

/// What was found at a point.
struct Found {
    duration: f64,
    not_finite: Option<String>,
    statistics: IndexMap<String, (Option<f64>, String)>,
}

/// Why nothing was.
enum Failed {
    Run(Error),
    Statistics(snnc_stats::Error),
}

impl Failed {
    fn told(&self) -> (Status, String) {
        match self {
            Failed::Run(error) => (status_of(error), error.to_string()),
            Failed::Statistics(error) => (Status::Failed, error.to_string()),
        }
    }
}

/// Whether it will always fail, or only where and when it did.
fn status_of(error: &Error) -> Status {
    match error {
        Error::File { .. } | Error::Memory { .. } | Error::Disk { .. } | Error::Backend(_) => {
            Status::Prevented
        }
        _ => Status::Failed,
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Failed {
        Failed::Run(error)
    }
}

/// Simulates, saves and looks at it; `None` if it was stopped.
fn simulate(
    compiled: &CompiledModel,
    seed: Seed,
    folder: &Path,
    conditions: &Conditions<'_>,
) -> Result<Option<Found>, Failed> {
    let Conditions { choices, buffer, observe } = conditions;
    let results = ResultFolder::prepare(folder)?;
    let mut simulation = compiled.simulation_observed(seed, &|_| observe(0.0))?;
    simulation.stream_to(&results, Some(*buffer))?;
    simulation.run(&mut |Progress { time, end }| observe(if end > 0.0 { time / end } else { 0.0 }))?;
    let recording = simulation.finish();
    if recording.interrupted {
        return Ok(None);
    }
    let path: PathBuf = results.commit(&recording, compiled)?;
    let not_finite = recording.not_finite.first().map(ToString::to_string);
    let duration = recording.duration;
    drop(recording);
    let looked = Results::open(&path).map_err(snnc_stats::Error::from);
    let looked = looked.and_then(|results| Summary::of(&results, choices));
    let statistics = looked.map_err(Failed::Statistics)?.rows();
    let statistics = statistics.into_iter().map(|row| (row.name(), (row.value, row.unit)));
    Ok(Some(Found { duration, not_finite, statistics: statistics.collect() }))
}
