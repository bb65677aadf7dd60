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
