//! A sweep: what is asked for, how far it is, and what became of it.

use crate::identity::Identity;
use snnc::{Backend, KernelCounts, Model};
use snnc_stats::Choices;
use std::num::NonZero;
use std::path::PathBuf;
use std::time::Duration;

/// A sweep.
#[derive(Debug)]
pub struct Sweep {
    /// The model, with what is the same at all points.
    pub model: Model,
    /// What it is of.
    pub identity: Identity,
    /// The folder of the table.
    pub folder: PathBuf,
    /// Where the results of points are until they are looked at; `None`: in that folder.
    pub scratch: Option<PathBuf>,
    /// How many points are run at once.
    pub jobs: NonZero<usize>,
    /// How they are executed.
    pub backend: Backend,
    /// How much of what each monitor records is kept in memory, in bytes.
    pub buffer: u64,
    /// What is looked at in the results.
    pub choices: Choices,
}

/// How far a sweep is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SweepProgress {
    /// How many points there are in this part.
    pub points: u64,
    /// How many are done, those done before included.
    pub done: u64,
    /// How many of them have failed.
    pub failed: u64,
    /// How much of the work is done, from 0 to 1: points being run count with what is done of them.
    pub part: f64,
    /// How long it will take still, as far as that can be told.
    pub left: Option<Duration>,
}

/// What became of a sweep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How many points there are in this part.
    pub points: u64,
    /// How many were done before.
    pub before: u64,
    /// How many were done now.
    pub now: u64,
    /// How many of all these have failed.
    pub failed: u64,
    /// How many of them became NaN or infinite somewhere.
    pub not_finite: u64,
    /// Whether it was stopped.
    pub interrupted: bool,
    /// How many models were compiled now.
    pub models: usize,
    /// How many kernels of them.
    pub kernels: KernelCounts,
    /// The table.
    pub table: PathBuf,
}
