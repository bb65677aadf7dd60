//! The arguments of the command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
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
    /// Check model files: names, units, structure.
    Check(CheckArguments),
    /// Format model files: blanks and alignment, nothing else.
    Fmt(crate::fmt::FmtArguments),
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

#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    /// The model file.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) overrides: Overrides,
    /// The folder for the results; `results/<name of the file>` if not given. An older run there is replaced.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// How to execute the model; the results are the same, bit for bit.
    #[arg(long, value_enum, default_value_t = BackendName::Auto)]
    pub(crate) backend: BackendName,
    /// Print nothing but errors.
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Also say how each population is integrated, and why so.
    #[arg(long, short, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// The model files.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// For people, or for programs.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
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
    /// Native code where the machine allows, else the interpreter.
    Auto,
    /// Native code by Cranelift.
    Cranelift,
    /// The block interpreter.
    Interpreter,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// With the text and labels.
    Human,
    /// One object with all diagnostics.
    Json,
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
