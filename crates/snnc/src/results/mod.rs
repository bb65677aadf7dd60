//! Results on disk (section 10 of the language page): `run.json` and one NumPy archive for each monitor.

mod archive;
mod description;
mod npz;
mod older;
mod traces;

use crate::compiled::CompiledModel;
use crate::error::Error;
use crate::model::reason;
use crate::recording::Recording;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The file that describes a run, and by which a folder is known to hold one.
const DESCRIPTION: &str = "run.json";

/// A folder that will hold the results of a run. Until [`commit`](ResultFolder::commit) nothing in it changes; dropped
/// before, it leaves nothing behind.
#[derive(Debug)]
pub struct ResultFolder {
    target: PathBuf,
    workspace: TempDir,
    /// Parents that were made for it, outermost first: removed again if nothing is committed.
    made: Vec<PathBuf>,
}

impl ResultFolder {
    /// Makes sure that results can be written to `target`, before anything is simulated.
    ///
    /// # Errors
    /// If `target` is no folder, holds something else than the results of a run, or cannot be written.
    pub fn prepare(target: impl AsRef<Path>) -> Result<ResultFolder, Error> {
        let target = target.as_ref();
        let refuse = |why: &dyn std::fmt::Display| Error::file(target, "write results to", why);
        if target.exists() {
            if !target.is_dir() {
                return Err(refuse(&"it is not a directory"));
            }
            older::check(target).map_err(|why| refuse(&why))?;
        }
        // A link stays a link: what it points to is replaced.
        let absolute = std::fs::canonicalize(target).or_else(|_| std::path::absolute(target));
        let absolute = absolute.map_err(|e| refuse(&reason(&e)))?;
        let parent = absolute.parent().ok_or_else(|| refuse(&"it is the root of the file system"))?;
        let mut made: Vec<PathBuf> =
            parent.ancestors().take_while(|p| !p.exists()).map(Path::to_path_buf).collect();
        made.reverse();
        std::fs::create_dir_all(parent).map_err(|e| refuse(&reason(&e)))?;
        let mut builder = tempfile::Builder::new();
        let workspace = builder.prefix(".snnc-").tempdir_in(parent).map_err(|e| {
            remove_empty(&made);
            refuse(&reason(&e))
        })?;
        Ok(ResultFolder { target: absolute, workspace, made })
    }

    /// Writes everything, and only then puts it in the place of an older run.
    ///
    /// # Errors
    /// If something cannot be written; then an older run is still there, and nothing else.
    pub fn commit(mut self, recording: &Recording, compiled: &CompiledModel) -> Result<PathBuf, Error> {
        let written = self.write(recording, compiled).and_then(|()| self.replace());
        if written.is_ok() {
            self.made.clear();
        }
        written.map_err(|error| Error::file(&self.target, "write results to", error))?;
        Ok(self.target.clone())
    }

    /// Where the results will be.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// A folder beside it, on the same disk, of which nothing stays.
    pub(crate) fn workspace(&self) -> &Path {
        self.workspace.path()
    }

    fn write(&self, recording: &Recording, compiled: &CompiledModel) -> Result<(), String> {
        if let Some(why) = &recording.unwritten {
            return Err(why.clone());
        }
        // The workspace is made for its owner alone; results are as public as any file.
        let folder = self.workspace.path().join("run");
        std::fs::create_dir(&folder).map_err(|e| reason(&e))?;
        for monitor in &recording.monitors {
            archive::write(&folder.join(archive_name(&monitor.name)), &monitor.data)?;
        }
        for saved in &recording.saved {
            archive::write_saved(&folder.join(archive_name(&saved.label)), saved)?;
        }
        let text = description::describe(recording, compiled)?;
        std::fs::write(folder.join(DESCRIPTION), text).map_err(|e| reason(&e))
    }

    fn replace(&self) -> Result<(), String> {
        let io = |e: std::io::Error| reason(&e);
        let (fresh, old) = (self.workspace.path().join("run"), self.workspace.path().join("old"));
        if self.target.exists() {
            std::fs::rename(&self.target, &old).map_err(io)?;
        }
        std::fs::rename(&fresh, &self.target).map_err(|error| {
            // What was there stays there.
            let _ = std::fs::rename(&old, &self.target);
            reason(&error)
        })
    }
}

impl Drop for ResultFolder {
    fn drop(&mut self) {
        // The workspace itself goes when its field is dropped, after this; a parent made for it must be empty then.
        let _ = std::fs::remove_dir_all(self.workspace.path());
        remove_empty(&self.made);
    }
}

fn remove_empty(made: &[PathBuf]) {
    for folder in made.iter().rev() {
        let _ = std::fs::remove_dir(folder);
    }
}

/// The file of a monitor.
fn archive_name(monitor: &str) -> String {
    format!("{monitor}.npz")
}
