//! One table of all parts of a sweep.

use crate::error::Error;
use crate::identity::Identity;
use crate::journal;
use crate::part::Part;
use crate::written::{Counts, journals_in, write_table};
use std::path::{Path, PathBuf};

/// What was joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The table.
    pub table: PathBuf,
    /// How many points it has.
    pub points: u64,
    /// How many of them are done.
    pub done: u64,
    /// How many of these have failed.
    pub failed: u64,
    /// How many became NaN or infinite somewhere.
    pub not_finite: u64,
}

/// Writes one table to `out` of all parts of a sweep that are found in these folders.
///
/// # Errors
/// If there is none, if they are parts of different sweeps, or if something cannot be read or written.
pub fn join(folders: &[PathBuf], out: &Path) -> Result<Joined, Error> {
    let mut journals: Vec<(Identity, PathBuf)> = Vec::new();
    for folder in folders {
        for path in journals_in(folder)? {
            journals.push((journal::read(&path, |_| {})?, path));
        }
    }
    journals.sort_by_key(|(identity, _)| identity.part());
    let Some((first, at)) = journals.first() else {
        let folders: Vec<_> = folders.iter().map(|folder| format!("`{}`", folder.display())).collect();
        return Err(Error::refused(format!("there is no part of a sweep in {}", folders.join(", "))));
    };
    let whole = |identity: &Identity| Identity { part: (1, 1), ..identity.clone() };
    let identity = whole(first);
    for (other, path) in &journals {
        if let Some(why) = whole(other).differs_from(&identity) {
            return Err(Error::refused(format!(
                "`{}` and `{}` are not of the same sweep: of the former, {why}",
                path.display(),
                at.display()
            )));
        }
    }
    std::fs::create_dir_all(out).map_err(|error| Error::file(out, "write", error))?;
    let paths: Vec<PathBuf> = journals.iter().map(|(_, path)| path.clone()).collect();
    let (table, counts) = write_table(out, &identity, Part::WHOLE, &paths)?;
    let Counts { points: done, failed, not_finite } = counts;
    Ok(Joined { table, points: identity.grid.len(), done, failed, not_finite })
}
