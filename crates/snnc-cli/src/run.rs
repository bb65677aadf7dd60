//! `snnc run`.

use crate::args::{Overrides, PrecisionName, RunArguments};
use crate::failure::{Code, Failure};
use crate::progress::{Bar, Interrupt};
use crate::{console, output, report, summary};
use snnc::{Error, Model, NotFinite, Precision, ResultFolder};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Compiles and simulates a model file, and saves what it recorded.
pub(crate) fn run(arguments: &RunArguments) -> Result<Code, Failure> {
    let interrupt = Interrupt::catch();
    let model = open(&arguments.file, &arguments.overrides)?;
    let model = if arguments.connectivity { model.with_connectivity()? } else { model };
    let model = model.with_precision(match arguments.precision {
        PrecisionName::F64 => Precision::Double,
        PrecisionName::F32 => Precision::Single,
    });
    let compiled = model.compile_with(arguments.backend.into())?;
    let compiled = compiled.with_threads(arguments.threads);
    if !arguments.quiet {
        console::show(compiled.warnings(), compiled.sources());
    }
    if compiled.plan().protocol.is_empty() {
        return Err(Error::NothingToRun.into());
    }
    arguments.report.as_deref().map_or(Ok(()), report::check)?;
    let folder = ResultFolder::prepare(results_path(arguments))?;
    let bar = Bar::new(arguments.quiet);
    let built = compiled.simulation_observed(compiled.seed(), &|building| {
        bar.build(building);
        if interrupt.happened() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    bar.restart();
    let mut simulation = built?;
    if !arguments.quiet {
        console::show(simulation.warnings(), compiled.sources());
    }
    simulation.stream_to(&folder, arguments.buffer.map(|size| size.as_u64()))?;
    if arguments.profile {
        simulation.profile();
    }
    let ran = simulation.run(&mut |progress| {
        bar.show(progress);
        if interrupt.happened() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    bar.clear();
    if simulation.has_failed() {
        let path = folder.commit(&simulation.finish(), &compiled)?;
        if !arguments.quiet {
            console::note(&format!("what was recorded until then is kept in {}", path.display()));
        }
        return ran.map(|()| Code::WrongModel).map_err(Failure::from);
    }
    ran?;
    let recording = simulation.finish();
    let path = folder.commit(&recording, &compiled)?;
    let made = arguments.report.as_deref().map_or(Ok(()), |file| report::write_page(&path, file));
    let mut printed = Ok(());
    if !arguments.quiet {
        let shown =
            std::env::current_dir().ok().and_then(|here| Some(path.strip_prefix(here).ok()?.to_path_buf()));
        let text = summary::text(&recording, &compiled, &shown.unwrap_or(path), arguments.verbose);
        printed = output::print(&text);
    }
    for problem in &recording.not_finite {
        console::note(&explain(problem, recording.dt));
    }
    // What is wrong with the numbers is told in any case.
    printed?;
    made?;
    Ok(match (recording.interrupted, recording.not_finite.is_empty()) {
        (true, _) => {
            console::note("interrupted: what was recorded until then is kept");
            Code::Interrupted
        }
        (false, false) => Code::Numerical,
        (false, true) => Code::Success,
    })
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

fn results_path(arguments: &RunArguments) -> PathBuf {
    arguments.out.clone().unwrap_or_else(|| {
        let name = arguments.file.file_stem().unwrap_or(arguments.file.as_os_str());
        Path::new("results").join(name)
    })
}

/// Tells of a value that is not finite: what, where, when, why, and what to do.
fn explain(problem: &NotFinite, dt: f64) -> String {
    let cause = if problem.value.is_nan() {
        "what has no value is 0/0, inf - inf, or the root or logarithm of a negative number"
    } else {
        "it grew without bound, or was divided by zero"
    };
    let step = (dt * 1e9).round() / 1e6;
    format!(
        "numerics::not-finite\n\n  × {problem}\n  help: {cause}: look for a division by a difference that can vanish\n        \
         if an equation is fast, the time step of {step} ms may be too long for it: try a shorter one (`--dt`) or another \
         `method`\n        the results were kept"
    )
}
