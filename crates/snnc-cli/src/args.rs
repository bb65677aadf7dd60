//! The arguments of the command line.

use crate::plot::Target;
use bytesize::ByteSize;
use clap::{Args, Parser, Subcommand, ValueEnum};
use snnc::{Backend, Threads};
use std::num::NonZero;
use std::path::PathBuf;

const EXIT_CODES: &str = "Exit codes: 0 success; 1 the model is wrong; 2 wrong usage or files; \
3 a variable became NaN or infinite; 130 interrupted.";

/// Compile and run models of spiking neural networks.
#[derive(Debug, Parser)]
#[command(name = "snnc", version, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Compile a model file and simulate it.
    Run(RunArguments),
    /// Run a model again at each save, and show what comes of it.
    Watch(crate::watch::WatchArguments),
    /// Draw the results of a run: rasters, traces, rates, histograms.
    Plot(crate::plot::PlotArguments),
    /// Tell statistics of results: rates, irregularity, correlation, spectra, the graph of synapses.
    Stats(crate::stats::StatsArguments),
    /// Make a page that shows a run: its model, figures, statistics and network, and where it comes from.
    Report(crate::report::ReportArguments),
    /// Run a model file with many values of its constants, and make a table of what comes out.
    Sweep(Box<crate::sweep::SweepArguments>),
    /// Write results in the formats of other programs.
    Export(crate::export::ExportArguments),
    /// Repeat a run from what its results say of it, and tell whether the new results are the same, bit for bit.
    Rerun(crate::rerun::RerunArguments),
    /// Check model files: names, units, structure.
    Check(CheckArguments),
    /// Format model files: blanks and alignment, nothing else.
    Fmt(crate::fmt::FmtArguments),
    /// Tell more about a diagnostic: what it means, the mistake, and its mending.
    Explain(ExplainArguments),
    /// Show what the compiler makes of a model, stage by stage.
    Inspect(InspectArguments),
    /// Speak the language server protocol on standard input and output, for editors.
    Lsp,
}

/// What replaces parts of a model.
#[derive(Debug, Args)]
pub(crate) struct Overrides {
    /// Give a constant of the model another value, for example `--set tau=10ms`; may be repeated.
    #[arg(long = "set", value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub(crate) set: Vec<String>,
    /// Simulate this long instead of what the model's `run` says, for example `--duration 10s`.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub(crate) duration: Option<String>,
    /// The time step, for example `--dt 0.05ms`.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub(crate) dt: Option<String>,
    /// The seed of the random numbers.
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    pub(crate) seed: Option<u64>,
}

/// How a model is run.
#[derive(Debug, Args)]
pub(crate) struct Execution {
    #[command(flatten)]
    pub(crate) overrides: Overrides,
    /// How to execute the model; the results are the same, bit for bit.
    #[arg(long, value_enum, default_value_t = BackendName::Auto)]
    pub(crate) backend: BackendName,
    /// How the floats of neurons and synapses are stored: `f32` takes half the memory. They are computed with in double precision
    /// in either, and `f32` rounds them each time they are written.
    #[arg(long, value_enum, default_value_t = PrecisionName::F64)]
    pub(crate) precision: PrecisionName,
    /// How many threads build and simulate the network: `auto`, as many as are fastest, or a number. The results are the same, bit for
    /// bit.
    #[arg(long, value_name = "NUMBER", default_value = "auto", value_parser = threads)]
    pub(crate) threads: Threads,
    /// How much of what each monitor records is kept in memory, for example `--buffer 1GiB`; the rest is written to disk
    /// during the run. If not given, an eighth of the free memory for all of them.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) buffer: Option<ByteSize>,
    /// Save all synapses at the end: both ends, delays and variables of each, in an archive for each block of synapses.
    #[arg(long)]
    pub(crate) connectivity: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    /// The model file.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) execution: Execution,
    /// The folder for the results; `results/<name of the file>` if not given. An older run there is replaced.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Also draw the results, as `snnc plot` does: into a file, `.svg` or `.png`, or in the terminal (`-`).
    #[arg(long, value_name = "FILE", value_parser = Target::parse)]
    pub(crate) plot: Option<Target>,
    /// Also make a page that shows the run, of HTML, as `snnc report` does.
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Measure where the time goes: each kernel, pathway and monitor. The run takes somewhat longer.
    #[arg(long)]
    pub(crate) profile: bool,
    /// Print nothing but errors.
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Also say how each population is integrated, and why so.
    #[arg(long, short, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// Model files, folders with model files in them, or `-` for the standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// For people, or for programs.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// What else makes the exit code 1.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) deny: Option<Deny>,
    /// Make the changes of which there is no doubt in the files named, and tell what is left. Of the standard input, the
    /// mended text is printed.
    #[arg(long)]
    pub(crate) fix: bool,
    /// Show what `--fix` would change, as a diff, and change nothing.
    #[arg(long, conflicts_with_all = ["fix", "format"])]
    pub(crate) diff: bool,
    /// The name of the standard input: it is shown, and what the model imports is searched for beside it.
    #[arg(long, value_name = "FILE", default_value = "<stdin>")]
    pub(crate) stdin_name: PathBuf,
    #[command(flatten)]
    pub(crate) overrides: Overrides,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The code of a diagnostic, such as `units::mismatch`; a family such as `units`; all of them if not given.
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
    /// For people, or for programs.
    #[arg(long, value_enum, default_value_t = PageFormat::Human)]
    pub(crate) format: PageFormat,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArguments {
    /// The model file.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Which stage to show.
    #[arg(long, value_enum, value_name = "STAGE")]
    pub(crate) emit: Stage,
    #[command(flatten)]
    pub(crate) overrides: Overrides,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum BackendName {
    /// The fastest that the machine allows.
    Auto,
    /// Native code for AVX-512 where a kernel allows it, and by Cranelift where not.
    Wide,
    /// Native code by Cranelift.
    Cranelift,
    /// The block interpreter.
    Interpreter,
}

impl From<BackendName> for Backend {
    fn from(name: BackendName) -> Backend {
        match name {
            BackendName::Auto => Backend::Auto,
            BackendName::Wide => Backend::Wide,
            BackendName::Cranelift => Backend::Cranelift,
            BackendName::Interpreter => Backend::Interpreter,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the text and labels.
    Human,
    /// One line a finding, `FILE:LINE:COLUMN: error[CODE]: message`.
    Short,
    /// One object with all findings.
    Json,
    /// SARIF 2.1.0, for code hosts.
    Sarif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PrecisionName {
    /// Double precision: 8 bytes.
    F64,
    /// Single precision: 4 bytes.
    F32,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum PageFormat {
    /// For a terminal.
    Human,
    /// As it is written.
    Markdown,
    /// An object with all pages that fit.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Warnings too.
    Warnings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// The syntax tree.
    Ast,
    /// The checked model: names resolved, units known, constants evaluated.
    Model,
    /// The plan: what has memory, what is done when.
    Plan,
    /// The kernels in the intermediate representation.
    Kernels,
    /// The kernels as Cranelift's input.
    Clif,
    /// The kernels as machine code.
    Asm,
}

/// More threads than any machine has processors are a slip.
const MOST_THREADS: usize = 1024;

pub(crate) fn size(text: &str) -> Result<ByteSize, String> {
    text.parse().map_err(|_| "expected a size such as `64MiB` or `1GB`".into())
}

pub(crate) fn threads(text: &str) -> Result<Threads, String> {
    if text == "auto" {
        return Ok(Threads::Auto);
    }
    let number = text.parse().ok().and_then(NonZero::new).filter(|number| number.get() <= MOST_THREADS);
    let number = number.ok_or_else(|| format!("expected `auto` or a number from 1 to {MOST_THREADS}"))?;
    Ok(Threads::Exactly(number))
}
