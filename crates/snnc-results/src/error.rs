//! Why results cannot be read.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why results cannot be read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// A file of the results cannot be read.
    File {
        /// Which.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// There is no such monitor, array, or saved state.
    Unknown {
        /// The kind of thing: "spike monitor", "array".
        kind: &'static str,
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
}

impl Error {
    pub(crate) fn file(path: &Path, reason: impl fmt::Display) -> Error {
        Error::File { path: path.to_path_buf(), reason: reason.to_string() }
    }

    pub(crate) fn unknown<'n>(kind: &'static str, name: &str, known: impl Iterator<Item = &'n str>) -> Error {
        Error::Unknown { kind, name: name.to_string(), known: known.map(str::to_string).collect() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::File { path, reason } => write!(f, "cannot read {}: {reason}", path.display()),
            Error::Unknown { kind, name, known } if known.is_empty() => {
                write!(f, "there is no {kind} `{name}`, nor any other")
            }
            Error::Unknown { kind, name, known } => {
                write!(f, "there is no {kind} `{name}`; there are: {}", known.join(", "))
            }
        }
    }
}

impl std::error::Error for Error {}
