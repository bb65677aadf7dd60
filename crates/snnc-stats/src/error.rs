//! Why there are no statistics.

use std::fmt;

/// Why there are no statistics.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The results cannot be read, or have no such part.
    Results(snnc_results::Error),
    /// What was asked for makes no sense for these results.
    Choice(String),
}

impl From<snnc_results::Error> for Error {
    fn from(error: snnc_results::Error) -> Error {
        Error::Results(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Results(error) => error.fmt(f),
            Error::Choice(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Error {}
