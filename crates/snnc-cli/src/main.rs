//! The command line of snnc.

mod args;
mod check;
mod console;
mod drawn;
mod explain;
mod export;
mod failure;
mod fix;
mod fmt;
mod inputs;
mod inspect;
mod lsp;
mod output;
mod picture;
mod plot;
mod profile;
mod progress;
mod quantity;
mod replace;
mod report;
mod rerun;
mod run;
mod simulate;
mod stats;
mod summary;
mod sweep;
mod user;
mod watch;

use args::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Watch(arguments) => watch::watch(&arguments),
        Command::Plot(arguments) => plot::plot(&arguments),
        Command::Report(arguments) => report::report(&arguments),
        Command::Rerun(arguments) => rerun::rerun(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::Fmt(arguments) => Ok(fmt::fmt(&arguments)),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Inspect(arguments) => inspect::inspect(&arguments),
        Command::Sweep(arguments) => sweep::sweep(&arguments),
        Command::Export(arguments) => export::export(&arguments),
        Command::Stats(arguments) => stats::stats(&arguments),
        Command::Lsp => lsp::serve(),
    };
    match outcome {
        Ok(code) => code.into(),
        Err(failure) => failure.tell().into(),
    }
}
