//! Why nothing is drawn.

use std::fmt;

/// Why nothing is drawn.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The results cannot be read, or hold no such thing.
    Results(snnc_results::Error),
    /// What was chosen leaves nothing to draw; the text says why, and what would help.
    Nothing(String),
}

impl From<snnc_results::Error> for Error {
    fn from(error: snnc_results::Error) -> Self {
        Error::Results(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Results(error) => error.fmt(f),
            Error::Nothing(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for Error {}
