//! One run of the model as it was saved.

use super::told::Told;
use crate::args::Execution;
use crate::failure::Failure;
use crate::run::explain;
use crate::simulate::{Onlooker, compile, simulate};
use crate::summary;
use snnc::{Building, Progress};
use snnc_lang::{Diagnostic, Sources};
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// What came of it.
pub(super) enum Outcome {
    /// Results, and what is told of them.
    Good(Results, Told),
    /// No results; why not. Those of an earlier run are still there.
    Wrong(Told),
    /// It was stopped before its end, and left nothing behind.
    Stopped,
}

/// Results that are in their folder.
pub(super) struct Results {
    pub(super) folder: PathBuf,
    /// How much was simulated, and how long that took.
    pub(super) status: String,
}

/// How far it is, for whoever waits.
pub(super) trait Progression {
    /// Whether it need not go on: a file was saved meanwhile, or the watching ends.
    fn is_stopped(&self) -> bool;
    fn building(&self, building: Building);
    fn built(&self);
    fn running(&self, progress: Progress);
    fn ended(&self);
}

/// Runs a model.
///
/// # Errors
/// If the command line is wrong, which no save mends.
pub(super) fn attempt(
    file: &Path,
    execution: &Execution,
    out: &Path,
    progression: &dyn Progression,
) -> Result<Outcome, Failure> {
    let listening = Listening { told: RefCell::default(), progression };
    let outcome = run(file, execution, out, &listening);
    progression.ended();
    let mut told = listening.told.into_inner();
    match outcome {
        _ if progression.is_stopped() => Ok(Outcome::Stopped),
        Ok((results, lines)) => {
            lines.iter().for_each(|line| told.line(line));
            Ok(Outcome::Good(results, told))
        }
        Err(failure @ Failure::Usage(_)) => Err(failure),
        Err(failure) => {
            told.failure(failure);
            Ok(Outcome::Wrong(told))
        }
    }
}

/// The results, and what is wrong with their numbers. What was stopped leaves none.
fn run(
    file: &Path,
    execution: &Execution,
    out: &Path,
    listening: &Listening,
) -> Result<(Results, Vec<String>), Failure> {
    let compiled = compile(file, execution)?;
    let mut ended = simulate(&compiled, compiled.seed(), execution.buffer, out, false, listening)?;
    if let Some(error) = ended.failed.take() {
        return Err(error.into());
    }
    if listening.progression.is_stopped() {
        return Err(snnc::Error::Interrupted.into());
    }
    let (recording, folder) = ended.commit(&compiled)?;
    let not_finite = recording.not_finite.iter().map(|problem| explain(problem, recording.dt)).collect();
    Ok((Results { folder, status: summary::line(&recording) }, not_finite))
}

/// Keeps what is told until the end, so that all of it is shown at once.
struct Listening<'a> {
    told: RefCell<Told>,
    progression: &'a dyn Progression,
}

impl Onlooker for Listening<'_> {
    fn stops(&self) -> bool {
        self.progression.is_stopped()
    }

    fn warnings(&self, warnings: &[Diagnostic], sources: &Sources) {
        self.told.borrow_mut().findings(warnings, sources);
    }

    fn building(&self, building: Building) {
        self.progression.building(building);
    }

    fn built(&self) {
        self.progression.built();
    }

    fn running(&self, progress: Progress) {
        self.progression.running(progress);
    }

    fn ended(&self) {}
}
