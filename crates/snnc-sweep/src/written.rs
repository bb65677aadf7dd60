//! From journals to a table.

use crate::error::Error;
use crate::identity::Identity;
use crate::journal::{self, Status};
use crate::part::Part;
use crate::table::{self, Points};
use std::path::{Path, PathBuf};

/// How many points are told as such.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) points: u64,
    pub(crate) failed: u64,
    pub(crate) not_finite: u64,
}

/// The journal of a part.
pub(crate) fn journal_of(folder: &Path, part: Part) -> PathBuf {
    folder.join(part.file("journal", "jsonl"))
}

/// The journals in a folder, in the order of their names.
pub(crate) fn journals_in(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let unreadable = |error: std::io::Error| Error::file(folder, "read", error);
    let mut found = Vec::new();
    for entry in folder.read_dir().map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with("journal") && path.extension().is_some_and(|ending| ending == "jsonl") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Writes the table of a part from these journals.
pub(crate) fn write_table(
    folder: &Path,
    identity: &Identity,
    part: Part,
    journals: &[PathBuf],
) -> Result<(PathBuf, Counts), Error> {
    let mut points = Points::default();
    for journal in journals {
        journal::read(journal, |entry| points.add(entry))?;
    }
    let table = table::write(folder, identity, part, &points)?;
    let count = |is: &dyn Fn(&str) -> bool| points.statuses().filter(|status| is(status)).count() as u64;
    let counts = Counts {
        points: count(&|_| true),
        failed: count(&|status| status == Status::Failed.text()),
        not_finite: count(&|status| status == Status::NotFinite.text()),
    };
    Ok((table, counts))
}
