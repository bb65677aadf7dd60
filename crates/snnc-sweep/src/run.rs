//! Running a sweep, or what is left of it.

use crate::crew::Crew;
use crate::error::Error;
use crate::journal::Journal;
use crate::sweep::{Outcome, Sweep, SweepProgress};
use crate::written::{journal_of, journals_in, write_table};
use snnc::Compiler;
use std::ops::ControlFlow;
use std::path::Path;

impl Sweep {
    /// Runs all points that are not done yet, and writes the table. `observe` is shown again and again how far it is, by any
    /// thread, and may stop it.
    ///
    /// # Errors
    /// If the folder holds another sweep or cannot be written, or this machine cannot execute the model. What is done by then is
    /// in the journal.
    pub fn run(
        &self,
        observe: &(dyn Fn(&SweepProgress) -> ControlFlow<()> + Sync),
    ) -> Result<Outcome, Error> {
        let Sweep { folder, identity, .. } = self;
        let part = identity.part();
        let compiler = Compiler::new(self.backend)?;
        std::fs::create_dir_all(folder).map_err(|error| Error::file(folder, "write", error))?;
        if journals_in(folder)?.is_empty() && !is_empty(folder)? {
            let folder = folder.display();
            return Err(Error::refused(format!(
                "`{folder}` is not empty, and does not hold a sweep\n  help: choose another folder by `--out`"
            )));
        }
        let path = journal_of(folder, part);
        let (journal, done) = Journal::open(&path, identity)?;
        let points = part.points(identity.grid.len());
        let todo: Vec<u64> = points.clone().filter(|index| !done.contains_key(&(index + 1))).collect();
        let before = (points.end - points.start) - todo.len() as u64;
        let failed = done.values().filter(|status| status.is_failure()).count() as u64;
        let crew = Crew::new(self, compiler, journal, todo, [before, failed], observe)?;
        let worked = crew.work();
        let (table, counts) = write_table(folder, identity, part, &[path])?;
        let worked = worked?;
        Ok(Outcome {
            points: points.end - points.start,
            before,
            now: worked.done,
            failed: counts.failed,
            not_finite: counts.not_finite,
            interrupted: worked.stopped,
            models: worked.models,
            kernels: worked.kernels,
            table,
        })
    }
}

fn is_empty(folder: &Path) -> Result<bool, Error> {
    let mut entries = folder.read_dir().map_err(|error| Error::file(folder, "read", error))?;
    Ok(entries.next().is_none())
}
