//! What can go wrong, from the text to the results.

use snnc_ir::execute::BackendError;
use snnc_lang::{Diagnostic, Sources};
use std::fmt;
use std::path::{Path, PathBuf};

/// Why a model could not be read, compiled, built, run or saved.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The model is wrong; each diagnostic says where and why.
    Model(Box<Rejection>),
    /// A file could not be read or written.
    File {
        /// Which.
        path: PathBuf,
        /// What was tried: "read", "write".
        action: &'static str,
        /// Why not.
        reason: String,
    },
    /// This machine cannot execute the model.
    Backend(BackendError),
    /// It needs more memory than there is.
    Memory {
        /// What needs it.
        what: String,
        /// How much, in bytes.
        needed: u64,
        /// How much there is, in bytes.
        available: u64,
    },
    /// It needs more room on the disk than there is.
    Disk {
        /// What is to be written there.
        path: PathBuf,
        /// What needs it.
        what: String,
        /// How much, in bytes.
        needed: u64,
        /// How much there is, in bytes.
        available: u64,
    },
    /// What a monitor recorded was too much for memory: it is in the folder of the results.
    Streamed {
        /// The monitor.
        monitor: String,
    },
    /// A name that the model does not have.
    Unknown {
        /// The kind of thing: "monitor", "group", "variable".
        kind: &'static str,
        /// The name.
        name: String,
        /// Names that there are.
        known: Vec<String>,
    },
    /// It was stopped before the first step.
    Interrupted,
    /// The model's protocol has no `run`, and no duration was given.
    NothingToRun,
}

/// A wrong model: its diagnostics and the texts that they point into.
#[derive(Debug, Clone)]
pub struct Rejection {
    /// The texts.
    pub sources: Sources,
    /// What is wrong; at least one is an error.
    pub diagnostics: Vec<Diagnostic>,
}

impl Error {
    pub(crate) fn file(path: &Path, action: &'static str, reason: impl fmt::Display) -> Error {
        Error::File { path: path.to_path_buf(), action, reason: reason.to_string() }
    }

    pub(crate) fn rejected(sources: &Sources, diagnostics: Vec<Diagnostic>) -> Error {
        Error::Model(Box::new(Rejection { sources: sources.clone(), diagnostics }))
    }
}

impl From<BackendError> for Error {
    fn from(error: BackendError) -> Self {
        Error::Backend(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Model(rejection) => {
                let mut errors = rejection.diagnostics.iter().filter(|d| d.is_error());
                let Some(first) = errors.next() else { return write!(f, "the model is wrong") };
                let source = rejection.sources.get(first.primary.span.source);
                let at = source.position(first.primary.span.start as usize);
                write!(f, "{}:{}:{}: {} [{}]", source.name, at.line, at.column, first.message, first.code)?;
                match errors.count() {
                    0 => Ok(()),
                    more => write!(f, " (and {more} more)"),
                }
            }
            Error::File { path, action, reason } => {
                write!(f, "cannot {action} `{}`: {reason}", path.display())
            }
            Error::Backend(error) => write!(f, "this machine cannot execute the model: {error}"),
            Error::Memory { what, needed, available } => {
                let (needed, available) = (size(*needed), size(*available));
                write!(f, "{what} needs {needed} of memory, and {available} are free")
            }
            Error::Disk { path, what, needed, available } => {
                let (needed, available) = (size(*needed), size(*available));
                write!(f, "{what} needs {needed} of disk space for `{}`", path.display())?;
                write!(f, ", and {available} are free there")
            }
            Error::Streamed { monitor } => {
                write!(
                    f,
                    "what `{monitor}` recorded was too much for memory: it is in the folder of the results"
                )
            }
            Error::Unknown { kind, name, known } if known.is_empty() => {
                write!(f, "the model has no {kind} `{name}`, nor any other")
            }
            Error::Unknown { kind, name, known } => {
                write!(f, "the model has no {kind} `{name}`; it has {}", known.join(", "))
            }
            Error::Interrupted => write!(f, "interrupted while the network was built: nothing was recorded"),
            Error::NothingToRun => write!(f, "the model has no `run` statement, and no duration was given"),
        }
    }
}

fn size(bytes: u64) -> String {
    let mebibytes = bytes as f64 / f64::from(1 << 20);
    if mebibytes < 1000.0 { format!("{mebibytes:.1} MiB") } else { format!("{:.1} GiB", mebibytes / 1024.0) }
}

impl std::error::Error for Error {}
