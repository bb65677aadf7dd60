//! From a model file to its results, as every command that runs a model makes them.

use crate::args::{Execution, Overrides, PrecisionName};
use crate::failure::Failure;
use bytesize::ByteSize;
use snnc::{Building, CompiledModel, Error, Model, Precision, Progress, Recording, ResultFolder, Seed};
use snnc_lang::{Diagnostic, Sources};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Who looks on while a model is simulated, and may stop it.
pub(crate) trait Onlooker {
    /// Whether to stop.
    fn stops(&self) -> bool;
    /// What was found that is no error.
    fn warnings(&self, warnings: &[Diagnostic], sources: &Sources);
    /// The network is being built.
    fn building(&self, building: Building);
    /// It is built, or that failed.
    fn built(&self);
    /// It is simulated.
    fn running(&self, progress: Progress);
    /// No more steps follow.
    fn ended(&self);
}

/// A simulation that came to its end, was stopped, or failed on its way. Dropped, it leaves nothing behind.
pub(crate) struct Ended {
    pub(crate) recording: Recording,
    folder: ResultFolder,
    /// What the model demanded and was not so. What was recorded until then is there.
    pub(crate) failed: Option<Error>,
}

impl Ended {
    /// Puts the results in their folder, and yields its path.
    pub(crate) fn commit(self, compiled: &CompiledModel) -> Result<(Recording, PathBuf), Failure> {
        let path = self.folder.commit(&self.recording, compiled)?;
        Ok((self.recording, path))
    }
}

/// Opens a model file with what the command line replaces.
pub(crate) fn open(file: &Path, overrides: &Overrides) -> Result<Model, Failure> {
    replace(Model::from_file(file)?, overrides)
}

/// A model with what the command line replaces.
pub(crate) fn replace(mut model: Model, overrides: &Overrides) -> Result<Model, Failure> {
    for setting in &overrides.set {
        let (name, value) = setting
            .split_once('=')
            .ok_or_else(|| Failure::Usage(format!("`--set {setting}` should read `--set NAME=VALUE`")))?;
        model = model.with(name.trim(), value.trim())?;
    }
    if let Some(dt) = &overrides.dt {
        model = model.with_dt(dt)?;
    }
    if let Some(seed) = overrides.seed {
        model = model.with_seed(seed)?;
    }
    if let Some(duration) = &overrides.duration {
        model = model.with_duration(duration)?;
    }
    Ok(model)
}

/// Compiles a model file as the command line wants it executed.
pub(crate) fn compile(file: &Path, execution: &Execution) -> Result<CompiledModel, Failure> {
    let model = open(file, &execution.overrides)?;
    let model = if execution.connectivity { model.with_connectivity()? } else { model };
    let model = model.with_precision(match execution.precision {
        PrecisionName::F64 => Precision::Double,
        PrecisionName::F32 => Precision::Single,
    });
    Ok(model.compile_with(execution.backend.into())?.with_threads(execution.threads))
}

/// Builds the network and simulates it, for results in the folder `out` that are not there yet.
pub(crate) fn simulate(
    compiled: &CompiledModel,
    seed: Seed,
    buffer: Option<ByteSize>,
    out: &Path,
    profile: bool,
    onlooker: &dyn Onlooker,
) -> Result<Ended, Failure> {
    onlooker.warnings(compiled.warnings(), compiled.sources());
    if compiled.plan().protocol.is_empty() {
        return Err(Error::NothingToRun.into());
    }
    keeps_its_data(compiled, out)?;
    let folder = ResultFolder::prepare(out)?;
    let going_on = || if onlooker.stops() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    let built = compiled.simulation_observed(seed, &|building| {
        onlooker.building(building);
        going_on()
    });
    onlooker.built();
    let mut simulation = built?;
    onlooker.warnings(simulation.warnings(), compiled.sources());
    simulation.stream_to(&folder, buffer.map(|size| size.as_u64()))?;
    if profile {
        simulation.profile();
    }
    let ran = simulation.run(&mut |progress| {
        onlooker.running(progress);
        going_on()
    });
    onlooker.ended();
    let failed = match ran {
        Err(error) if simulation.has_failed() => Some(error),
        ran => ran.map(|()| None)?,
    };
    Ok(Ended { recording: simulation.finish(), folder, failed })
}

/// Refuses a folder for results that holds what the model loads: it would be lost.
fn keeps_its_data(compiled: &CompiledModel, out: &Path) -> Result<(), Failure> {
    let origin = compiled.origin();
    let Ok(out) = out.canonicalize() else { return Ok(()) };
    let whole = |file: &str| Path::new(&origin.folder).join(file).canonicalize();
    let lost = origin.data.iter().find(|data| whole(&data.file).is_ok_and(|file| file.starts_with(&out)));
    lost.map_or(Ok(()), |data| {
        Err(Failure::Usage(format!(
            "the model loads `{}` from {}, where the results would replace it\n  help: choose another folder by `--out`",
            data.file,
            out.display()
        )))
    })
}

/// Where the results of a model file are if the command line does not say it.
pub(crate) fn usual_folder(file: &Path) -> PathBuf {
    Path::new("results").join(file.file_stem().unwrap_or(file.as_os_str()))
}
