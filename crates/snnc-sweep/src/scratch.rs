//! Where the results of points are while they are made and looked at.

use crate::error::Error;
use crate::sweep::Sweep;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder of which nothing stays.
pub(crate) enum Scratch {
    /// Where the user wants it.
    Elsewhere(TempDir),
    /// Beside the table, under a name by which it is found again if the process is killed.
    Beside(PathBuf),
}

impl Scratch {
    /// Makes it anew. The journal of the sweep is open, so that no other process is at work there.
    pub(crate) fn new(sweep: &Sweep) -> Result<Scratch, Error> {
        if let Some(folder) = &sweep.scratch {
            let made = tempfile::Builder::new().prefix("snnc-sweep-").tempdir_in(folder);
            return made.map(Scratch::Elsewhere).map_err(|error| Error::file(folder, "write", error));
        }
        let folder = sweep.folder.join(sweep.identity.part().file(".work", "tmp"));
        let cleared = if folder.exists() { std::fs::remove_dir_all(&folder) } else { Ok(()) };
        let made = cleared.and_then(|()| std::fs::create_dir_all(&folder));
        made.map_err(|error| Error::file(&folder, "write", error))?;
        Ok(Scratch::Beside(folder))
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        match self {
            Scratch::Elsewhere(folder) => folder.path(),
            Scratch::Beside(folder) => folder,
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // The other kind goes by itself.
        if let Scratch::Beside(folder) = self {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}
