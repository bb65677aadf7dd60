//! The journal of a sweep: a line for each point that is done, written at once, so that an interrupted sweep can go on.

use crate::error::Error;
use crate::identity::Identity;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What became of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    /// It was run to its end.
    Done,
    /// It was run to its end, and a variable became NaN or infinite.
    NotFinite,
    /// The model is wrong with these values, which it will be again.
    Failed,
    /// It could not be run: there was no memory, or no disk space.
    Prevented,
}

impl Status {
    /// As it stands in a table. Whether a point will fail again says nothing there.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Status::Done => "done",
            Status::NotFinite => "not-finite",
            Status::Failed | Status::Prevented => "failed",
        }
    }

    /// Whether the point has failed.
    pub(crate) fn is_failure(self) -> bool {
        matches!(self, Status::Failed | Status::Prevented)
    }
}

/// A point that is done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Its number, from 1 on.
    pub(crate) point: u64,
    /// The seed that it had; `None` if it was that of the model and the model is wrong.
    pub(crate) seed: Option<u64>,
    pub(crate) status: Status,
    /// How long it was simulated, in seconds.
    pub(crate) duration: Option<f64>,
    /// Why it failed, or is not finite.
    pub(crate) error: Option<String>,
    /// How long it took, in seconds.
    pub(crate) took: f64,
    /// Figures by name, each with its SI unit.
    pub(crate) statistics: IndexMap<String, (Option<f64>, String)>,
}

const NO_JOURNAL: &str = "it is not the journal of a sweep by this version of snnc";

/// A journal that is being written. No other process writes to it meanwhile.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Opens the journal of a sweep, or begins it, and yields which of the points are done and need not be run again.
    pub(crate) fn open(path: &Path, identity: &Identity) -> Result<(Journal, HashMap<u64, Status>), Error> {
        let unwritable = |error: &dyn std::fmt::Display| Error::file(path, "write", error);
        let file = OpenOptions::new().read(true).append(true).create(true).open(path);
        let mut file = file.map_err(|error| unwritable(&error))?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                return Err(Error::refused(format!(
                    "another snnc is at this sweep: it writes `{}`\n  help: parts of a sweep are told apart by `--part`",
                    path.display()
                )));
            }
            // Some network file systems know no locks.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let mut journal =
            Journal { path: path.to_path_buf(), file: file.try_clone().map_err(|e| unwritable(&e))? };
        let mut done = HashMap::new();
        let read = read_from(path, &mut file, |entry| {
            done.insert(entry.point, entry.status);
        });
        let Some((earlier, whole)) = read? else {
            // Nothing, or the beginning of a first line that was never written to its end.
            journal.file.set_len(0).map_err(|error| unwritable(&error))?;
            journal.write(identity)?;
            return Ok((journal, HashMap::new()));
        };
        if let Some(why) = identity.differs_from(&earlier) {
            let folder = path.parent().unwrap_or(path).display();
            return Err(Error::refused(format!(
                "`{folder}` holds another sweep, which cannot go on: {why}\n  help: choose another folder by `--out`, or delete that \
                 one if it is not needed any more"
            )));
        }
        journal.file.set_len(whole).map_err(|error| unwritable(&error))?;
        done.retain(|_, status| *status != Status::Prevented);
        Ok((journal, done))
    }

    /// Adds a point that is done.
    pub(crate) fn add(&mut self, entry: &Entry) -> Result<(), Error> {
        self.write(entry)
    }

    fn write(&mut self, line: &impl Serialize) -> Result<(), Error> {
        let mut text =
            serde_json::to_string(line).map_err(|error| Error::file(&self.path, "write", error))?;
        text.push('\n');
        self.file.write_all(text.as_bytes()).map_err(|error| Error::file(&self.path, "write", error))
    }
}

/// Shows all entries of a journal, of a point that was run again the last one last, and yields of what sweep it is.
pub(crate) fn read(path: &Path, each: impl FnMut(Entry)) -> Result<Identity, Error> {
    let mut file = File::open(path).map_err(|error| Error::file(path, "read", error))?;
    let read = read_from(path, &mut file, each)?;
    read.map(|(identity, _)| identity).ok_or_else(|| Error::file(path, "read", NO_JOURNAL))
}

/// The same, and how many bytes whole lines take; `None` if there is not even one.
fn read_from(
    path: &Path,
    file: &mut File,
    mut each: impl FnMut(Entry),
) -> Result<Option<(Identity, u64)>, Error> {
    let unreadable = |error: &dyn std::fmt::Display| Error::file(path, "read", error);
    file.seek(SeekFrom::Start(0)).map_err(|error| unreadable(&error))?;
    let mut reader = BufReader::new(file);
    let mut line = String::new();
    let mut next = |line: &mut String| -> Result<bool, Error> {
        line.clear();
        reader.read_line(line).map_err(|error| unreadable(&error))?;
        Ok(line.ends_with('\n'))
    };
    if !next(&mut line)? {
        return Ok(None);
    }
    let identity: Identity = serde_json::from_str(&line).map_err(|_| unreadable(&NO_JOURNAL))?;
    let mut whole = line.len() as u64;
    while next(&mut line)? {
        whole += line.len() as u64;
        // A line that is damaged is a point to do again.
        if let Ok(entry) = serde_json::from_str(&line) {
            each(entry);
        }
    }
    Ok(Some((identity, whole)))
}
