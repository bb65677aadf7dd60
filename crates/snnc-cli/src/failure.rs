//! What keeps a command from succeeding, and the exit codes.

use crate::console;
use crate::drawn::Look;
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

impl From<snnc_plot::Error> for Failure {
    fn from(error: snnc_plot::Error) -> Self {
        Failure::Usage(error.to_string())
    }
}

impl Failure {
    /// Tells the user, and yields the exit code.
    pub(crate) fn tell(&self) -> Code {
        console::say(&self.text(console::look()));
        self.code()
    }

    /// What is told: lines, all of them ended.
    pub(crate) fn text(&self, look: Look) -> String {
        match self {
            Failure::Library(Error::Model(rejection)) => {
                look.show(&rejection.diagnostics, &rejection.sources)
            }
            Failure::Library(error @ Error::NothingToRun) => {
                format!("error: {error}\n  help: snnc run FILE --duration 1s\n")
            }
            Failure::Library(error @ Error::Interrupted) => format!("{error}\n"),
            Failure::Library(error) => format!("error: {error}\n"),
            Failure::Usage(message) => format!("error: {message}\n"),
        }
    }

    fn code(&self) -> Code {
        match self {
            Failure::Library(Error::Model(_) | Error::Memory { .. } | Error::Disk { .. }) => Code::WrongModel,
            Failure::Library(Error::Interrupted) => Code::Interrupted,
            Failure::Library(_) | Failure::Usage(_) => Code::WrongUsage,
        }
    }
}
