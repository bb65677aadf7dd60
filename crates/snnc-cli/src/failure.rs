//! What keeps a command from succeeding, and the exit codes.

use crate::console;
use snnc::Error;
use std::process::ExitCode;

/// Exit codes (section 10 of the language page).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    /// Success.
    Success = 0,
    /// A wrong model.
    WrongModel = 1,
    /// Wrong usage or files.
    WrongUsage = 2,
    /// A variable became NaN or infinite.
    Numerical = 3,
    /// Interrupted.
    Interrupted = 130,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        ExitCode::from(code as u8)
    }
}

/// Why a command fails.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The library says no.
    Library(Error),
    /// The command line is wrong.
    Usage(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Library(error)
    }
}

impl From<snnc_results::Error> for Failure {
    fn from(error: snnc_results::Error) -> Self {
        Failure::Usage(error.to_string())
    }
}

impl Failure {
    /// Tells the user, and yields the exit code.
    pub(crate) fn tell(&self) -> Code {
        match self {
            Failure::Library(Error::Model(rejection)) => {
                console::show(&rejection.diagnostics, &rejection.sources);
                Code::WrongModel
            }
            Failure::Library(error @ Error::NothingToRun) => {
                console::note(&format!("error: {error}\n  help: snnc run FILE --duration 1s"));
                Code::WrongUsage
            }
            Failure::Library(error @ Error::Interrupted) => {
                console::note(&error.to_string());
                Code::Interrupted
            }
            Failure::Library(error @ (Error::Memory { .. } | Error::Disk { .. })) => {
                console::note(&format!("error: {error}"));
                Code::WrongModel
            }
            Failure::Library(error) => {
                console::note(&format!("error: {error}"));
                Code::WrongUsage
            }
            Failure::Usage(message) => {
                console::note(&format!("error: {message}"));
                Code::WrongUsage
            }
        }
    }
}
