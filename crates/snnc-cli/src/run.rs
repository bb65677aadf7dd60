//! `snnc run`.

use crate::args::RunArguments;
use crate::failure::{Code, Failure};
use crate::simulate::{compile, simulate, usual_folder};
use crate::user::User;
use crate::{console, output, plot, report, summary};
use snnc::NotFinite;

/// Compiles and simulates a model file, and saves what it recorded.
pub(crate) fn run(arguments: &RunArguments) -> Result<Code, Failure> {
    let user = User::at_terminal(arguments.quiet);
    let compiled = compile(&arguments.file, &arguments.execution)?;
    arguments.report.as_deref().map_or(Ok(()), report::check)?;
    let out = arguments.out.clone().unwrap_or_else(|| usual_folder(&arguments.file));
    arguments.plot.as_ref().map_or(Ok(()), |target| target.check(&out))?;
    let buffer = arguments.execution.buffer;
    let mut ended = simulate(&compiled, compiled.seed(), buffer, &out, arguments.profile, &user)?;
    if let Some(error) = ended.failed.take() {
        let (_, path) = ended.commit(&compiled)?;
        if !arguments.quiet {
            console::note(&format!("what was recorded until then is kept in {}", path.display()));
        }
        return Err(error.into());
    }
    let (recording, path) = ended.commit(&compiled)?;
    let made = arguments.report.as_deref().map_or(Ok(()), |file| report::write_page(&path, file));
    let mut printed = Ok(());
    if !arguments.quiet {
        let shown =
            std::env::current_dir().ok().and_then(|here| Some(path.strip_prefix(here).ok()?.to_path_buf()));
        let text =
            summary::text(&recording, &compiled, &shown.unwrap_or_else(|| path.clone()), arguments.verbose);
        printed = output::print(&text);
    }
    for problem in &recording.not_finite {
        console::note(&explain(problem, recording.dt));
    }
    // What is wrong with the numbers is told in any case.
    printed?;
    made?;
    // Below the summary, if it goes to the terminal.
    arguments.plot.as_ref().map_or(Ok(()), |target| plot::after_run(&path, target))?;
    Ok(match (recording.interrupted, recording.not_finite.is_empty()) {
        (true, _) => {
            console::note("interrupted: what was recorded until then is kept");
            Code::Interrupted
        }
        (false, false) => Code::Numerical,
        (false, true) => Code::Success,
    })
}

/// Tells of a value that is not finite: what, where, when, why, and what to do.
pub(crate) fn explain(problem: &NotFinite, dt: f64) -> String {
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
