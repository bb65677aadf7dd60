//! What keeps a sweep from being done.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why a sweep does not begin, or does not go on. What keeps a single point from being done is told in the table.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// It is not clear, or not sensible, what is asked for.
    Refused(String),
    /// The model is wrong, or cannot be read or executed.
    Model(snnc::Error),
    /// A file could not be read or written.
    File {
        /// Which.
        path: PathBuf,
        /// What was tried: "read", "write".
        action: &'static str,
        /// Why not.
        reason: String,
    },
}

impl Error {
    pub(crate) fn refused(why: impl Into<String>) -> Error {
        Error::Refused(why.into())
    }

    pub(crate) fn file(path: &Path, action: &'static str, reason: impl fmt::Display) -> Error {
        Error::File { path: path.to_path_buf(), action, reason: reason.to_string() }
    }
}

impl From<snnc::Error> for Error {
    fn from(error: snnc::Error) -> Error {
        Error::Model(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Refused(why) => f.write_str(why),
            Error::Model(error) => write!(f, "{error}"),
            Error::File { path, action, reason } => {
                write!(f, "cannot {action} `{}`: {reason}", path.display())
            }
        }
    }
}

impl std::error::Error for Error {}
