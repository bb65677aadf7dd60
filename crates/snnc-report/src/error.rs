//! Why there is no page.

use std::fmt;

/// Why there is no page.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The results cannot be read.
    Results(snnc_results::Error),
    /// There are no statistics of them.
    Statistics(snnc_stats::Error),
}

impl From<snnc_results::Error> for Error {
    fn from(error: snnc_results::Error) -> Error {
        Error::Results(error)
    }
}

impl From<snnc_stats::Error> for Error {
    fn from(error: snnc_stats::Error) -> Error {
        Error::Statistics(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Results(error) => error.fmt(f),
            Error::Statistics(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}
