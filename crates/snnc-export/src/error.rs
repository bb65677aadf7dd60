//! Why something cannot be exported.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why something cannot be exported.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The results cannot be read.
    Results(snnc_results::Error),
    /// A file cannot be written.
    Write {
        /// Which.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// What was recorded or saved has no place in the format.
    Unfit {
        /// The name of the monitor, or of what was saved.
        name: String,
        /// Why not: a clause that follows the name.
        reason: String,
    },
    /// Nothing that was chosen has a place in the format.
    Nothing {
        /// What the format holds.
        holds: &'static str,
    },
    /// One part of the results is asked for, and so many are chosen.
    Several {
        /// Their names.
        names: Vec<String>,
    },
    /// A stream cannot be written.
    Stream {
        /// What kind of failure it is.
        kind: std::io::ErrorKind,
        /// Why not.
        reason: String,
    },
}

impl Error {
    pub(crate) fn write(path: &Path, reason: impl fmt::Display) -> Error {
        Error::Write { path: path.to_path_buf(), reason: reason.to_string() }
    }

    pub(crate) fn unfit(name: &str, reason: impl Into<String>) -> Error {
        Error::Unfit { name: name.to_string(), reason: reason.into() }
    }
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
            Error::Write { path, reason } => write!(f, "cannot write {}: {reason}", path.display()),
            Error::Unfit { name, reason } => write!(f, "`{name}` cannot be exported so: {reason}"),
            Error::Several { names } if names.is_empty() => write!(f, "nothing was recorded"),
            Error::Several { names } => {
                write!(f, "one stream holds one table: choose one of {}", names.join(", "))
            }
            Error::Stream { reason, .. } => write!(f, "cannot write: {reason}"),
            Error::Nothing { holds } => write!(f, "there is nothing to export: this format holds {holds}"),
        }
    }
}

impl std::error::Error for Error {}
