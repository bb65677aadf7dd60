//! `snnc sweep`.

mod arguments;
mod bar;

pub(crate) use arguments::SweepArguments;

use crate::args::PrecisionName;
use crate::failure::{Code, Failure};
use crate::progress::Interrupt;
use crate::{console, output};
use bar::Bar;
use snnc::{Model, Precision};
use snnc_stats::Choices;
use snnc_sweep::{
    Axis, Error, Grid, Identity, Joined, Outcome, Part, Points, ReadOnce, Sweep, join, parse_seeds,
};
use std::io::Write;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What each monitor may keep in memory, if nobody says otherwise: several networks share the machine.
const BUFFER: u64 = 64 << 20;

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        match error {
            Error::Model(error) => Failure::Library(error),
            other => Failure::Usage(other.to_string()),
        }
    }
}

/// Runs a model with many values of its constants, or joins what several such commands have made.
pub(crate) fn sweep(arguments: &SweepArguments) -> Result<Code, Failure> {
    if !arguments.join.is_empty() {
        return join_parts(arguments);
    }
    let file = arguments.file.as_ref();
    let file =
        file.ok_or_else(|| Failure::Usage("which model? `snnc sweep FILE --set NAME=VALUES`".into()))?;
    let interrupt = Interrupt::catch();
    let began = Instant::now();
    let files = ReadOnce::default();
    let model = Model::from_file_beside(file, files.clone())?;
    let grid = grid(arguments)?;
    if arguments.list {
        return list(&grid, arguments).map(|()| Code::Success);
    }
    let (keep, part) = (arguments.keep, arguments.part);
    let sweep = Sweep {
        identity: Identity::new(&model, &files, settings(arguments), keep, grid, part),
        model: given(model, arguments)?,
        folder: arguments.out.clone().unwrap_or_else(|| folder_of(file)),
        scratch: arguments.scratch.clone(),
        jobs: arguments.jobs.unwrap_or_else(processors),
        backend: arguments.backend.into(),
        buffer: arguments.buffer.map_or(BUFFER, |size| size.as_u64()),
        choices: choices(arguments),
    };
    let checked = sweep.check()?;
    if !arguments.quiet {
        console::show(&checked.diagnostics, &checked.sources);
    }
    let bar = Bar::new(arguments.quiet);
    let outcome = sweep.run(&|progress| {
        bar.show(progress);
        if interrupt.happened() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    bar.clear();
    let outcome = outcome?;
    if !arguments.quiet {
        output::print(&summary(&sweep, &outcome, began.elapsed()))?;
    }
    if outcome.interrupted {
        let done = outcome.before + outcome.now;
        console::note(&format!(
            "interrupted: {done} of {} points are done; the same command goes on from there",
            outcome.points
        ));
        return Ok(Code::Interrupted);
    }
    Ok(code(outcome.failed, outcome.not_finite, arguments.quiet))
}

/// The exit code of points that failed, or are not finite.
fn code(failed: u64, not_finite: u64, quiet: bool) -> Code {
    let points = |count: u64| console::count(count as usize, "point");
    if not_finite > 0 && !quiet {
        console::note(&format!(
            "{} became NaN or infinite: the column `error` says where",
            points(not_finite)
        ));
    }
    if failed > 0 {
        console::note(&format!("{} failed: the column `error` says why", points(failed)));
        return Code::WrongModel;
    }
    if not_finite > 0 { Code::Numerical } else { Code::Success }
}

/// All points that the command line asks for.
fn grid(arguments: &SweepArguments) -> Result<Grid, Failure> {
    let axes = arguments.set.iter().map(|setting| Axis::parse(setting));
    let mut axes = axes.collect::<Result<Vec<_>, _>>()?;
    if arguments.zip && !axes.is_empty() {
        axes = vec![Axis::zip(axes)?];
    }
    let points = arguments.points.as_deref().map(Points::read).transpose()?;
    let seeds = arguments.seeds.as_deref().map(parse_seeds).transpose()?;
    let grid = Grid::new(points, axes, seeds)?;
    if arguments.dt.is_some() && grid.names().any(|name| name == "dt") {
        return Err(Failure::Usage(
            "`dt` is given values twice: by `--dt`, and by `--set` or `--points`".into(),
        ));
    }
    Ok(grid)
}

/// What is the same at all points, as it was given.
fn settings(arguments: &SweepArguments) -> Vec<(String, String)> {
    let time = arguments.time.as_ref().map(|time| format!("{} s..{} s", time.start, time.end));
    let seconds = |time: Option<f64>| time.map(|time| format!("{time} s"));
    let precision = (arguments.precision == PrecisionName::F32).then(|| "f32".to_string());
    let monitors = (!arguments.monitor.is_empty()).then(|| arguments.monitor.join(","));
    let given = [
        ("--dt", arguments.dt.clone()),
        ("--duration", arguments.duration.clone()),
        ("--precision", precision),
        ("--monitor", monitors),
        ("--time", time),
        ("--bin", seconds(arguments.bin)),
        ("--window", seconds(arguments.window)),
    ];
    given.into_iter().filter_map(|(name, value)| Some((name.to_string(), value?))).collect()
}

/// The model with what is the same at all points.
fn given(mut model: Model, arguments: &SweepArguments) -> Result<Model, Failure> {
    if let Some(dt) = &arguments.dt {
        model = model.with_dt(dt)?;
    }
    if let Some(duration) = &arguments.duration {
        model = model.with_duration(duration)?;
    }
    Ok(model.with_precision(match arguments.precision {
        PrecisionName::F64 => Precision::Double,
        PrecisionName::F32 => Precision::Single,
    }))
}

fn choices(arguments: &SweepArguments) -> Choices {
    let usual = Choices::default();
    Choices {
        monitors: arguments.monitor.clone(),
        time: arguments.time.clone(),
        bin: arguments.bin.unwrap_or(usual.bin),
        window: arguments.window.unwrap_or(usual.window),
        ..usual
    }
}

fn folder_of(file: &Path) -> PathBuf {
    Path::new("sweeps").join(file.file_stem().unwrap_or(file.as_os_str()))
}

fn processors() -> NonZero<usize> {
    std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}

/// Prints the points, and the options by which `snnc run` runs each.
fn list(grid: &Grid, arguments: &SweepArguments) -> Result<(), Failure> {
    let quoted = |text: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "_.-=+,/".contains(c);
        if text.chars().all(plain) { text.to_string() } else { format!("'{}'", text.replace('\'', r"'\''")) }
    };
    let mut same = String::new();
    for (option, value) in [("dt", &arguments.dt), ("duration", &arguments.duration)] {
        if let Some(value) = value {
            same += &format!(" --{option} {}", quoted(value));
        }
    }
    if arguments.precision == PrecisionName::F32 {
        same += " --precision f32";
    }
    let mut text = Vec::new();
    for index in arguments.part.points(grid.len()) {
        let point = grid.point(index);
        // Writing to memory cannot fail.
        let _ = write!(text, "{}", point.number);
        for (name, value) in &point.settings {
            let _ = write!(text, " --set {}", quoted(&format!("{name}={value}")));
        }
        if let Some(seed) = point.seed {
            let _ = write!(text, " --seed {seed}");
        }
        text.extend(same.as_bytes());
        text.push(b'\n');
    }
    output::print(&String::from_utf8_lossy(&text))
}

/// `snnc sweep --join`.
fn join_parts(arguments: &SweepArguments) -> Result<Code, Failure> {
    let out = match (&arguments.out, arguments.join.as_slice()) {
        (Some(out), _) => out,
        (None, [folder]) => folder,
        (None, _) => {
            return Err(Failure::Usage(
                "where to? several folders are joined into one that `--out` names".into(),
            ));
        }
    };
    let Joined { table, points, done, failed, not_finite } = join(&arguments.join, out)?;
    if !arguments.quiet {
        output::print(&format!("{done} of {points} points are in {}\n", table.display()))?;
    }
    if done < points {
        console::note(&format!("{} points are missing: their status is `missing`", points - done));
        return Ok(Code::WrongUsage);
    }
    Ok(code(failed, not_finite, arguments.quiet))
}

/// What is told at the end.
fn summary(sweep: &Sweep, outcome: &Outcome, took: Duration) -> String {
    let Outcome { points, before, now, models, kernels, table, .. } = outcome;
    let grid = &sweep.identity.grid;
    let (combinations, seeds) = grid.counts();
    let mut text = format!("{} points", grid.len());
    let names: Vec<_> = grid.names().collect();
    if !names.is_empty() {
        text += &format!(": {combinations} of {}", list_of(&names));
        if seeds > 1 {
            text += &format!(", each with {seeds} seeds");
        }
    }
    let part = sweep.identity.part();
    if part != Part::WHOLE {
        text += &format!("; {points} of them in part {part}");
    }
    text += "\n  ";
    if *before > 0 {
        text += &format!("{before} were done before, ");
    }
    text += &format!("{now} in {}, {} at once\n", seconds(took), sweep.jobs);
    let all = kernels.compiled + kernels.reused;
    if *models > 0 {
        let models = console::count(*models, "model");
        text += &format!("  {models} compiled, with code for {} of {all} kernels\n", kernels.compiled);
    }
    text += &format!("  table in {}\n", table.display());
    text
}

/// `a, b and c`.
fn list_of(names: &[&str]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.join(""),
    }
}

/// A wall-clock time.
fn seconds(time: Duration) -> String {
    let s = time.as_secs_f64();
    match s {
        s if s < 60.0 => format!("{s:.1} s"),
        s if s < 3600.0 => format!("{:.0} min {:.0} s", (s / 60.0).floor(), s % 60.0),
        s => format!("{:.0} h {:.0} min", (s / 3600.0).floor(), s % 3600.0 / 60.0),
    }
}
