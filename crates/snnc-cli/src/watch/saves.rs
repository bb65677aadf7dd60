//! Whether files were saved.
//!
//! Editors save in many ways: they write into the file, empty it first, or put another file in its place. So it is the
//! folders that are watched, and whatever is told of them, it is the files themselves that say whether they are others than
//! before. They are also looked at now and then, since file systems over a network tell nothing.

use notify_debouncer_mini::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_mini::{DebounceEventResult, Debouncer, new_debouncer};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

/// Saving takes a moment, and touches a file several times: for so long nothing must happen any more.
const QUIET: Duration = Duration::from_millis(60);
/// How often files are looked at of which nothing is told.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What differs after a save: when the file was written, and its length. Of a file that is not there, nothing.
type Stamp = Option<(SystemTime, u64)>;

/// Files that are watched.
pub(super) struct Saves {
    /// Missing where the system has no room for one more.
    debouncer: Option<Debouncer<RecommendedWatcher>>,
    events: Receiver<()>,
    stamps: BTreeMap<PathBuf, Stamp>,
    folders: BTreeSet<PathBuf>,
    looked: Cell<Instant>,
    /// Whether one of them was found to be another than expected.
    found: Cell<bool>,
}

impl Saves {
    /// Of no files yet.
    pub(super) fn new() -> Saves {
        let (sender, events) = channel();
        let told = move |_: DebounceEventResult| {
            // Nobody listens any more when the program ends.
            let _ = sender.send(());
        };
        Saves {
            debouncer: new_debouncer(QUIET, told).ok(),
            events,
            stamps: BTreeMap::new(),
            folders: BTreeSet::new(),
            looked: Cell::new(Instant::now()),
            found: Cell::new(false),
        }
    }

    /// From now on it is these files, as they are at this moment.
    pub(super) fn expect(&mut self, files: &BTreeSet<PathBuf>) {
        let folders: BTreeSet<PathBuf> = files.iter().flat_map(|file| folders_of(file)).collect();
        if let Some(debouncer) = &mut self.debouncer {
            let watcher = debouncer.watcher();
            for gone in self.folders.difference(&folders) {
                let _ = watcher.unwatch(gone);
            }
            for new in folders.difference(&self.folders) {
                // A folder that is not there or cannot be watched is looked at like the others.
                let _ = watcher.watch(new, RecursiveMode::NonRecursive);
            }
        }
        self.folders = folders.into_iter().filter(|folder| folder.is_dir()).collect();
        self.found.set(false);
        self.stamps = files.iter().map(|file| (file.clone(), stamp(file))).collect();
    }

    /// Whether one of them was saved, appeared or went since then.
    pub(super) fn happened(&self) -> bool {
        let told = self.events.try_iter().count() > 0;
        self.found.get() || (told || self.looked.get().elapsed() >= LOOK_EVERY) && self.differ()
    }

    /// Waits until one of them is saved, but no longer than this.
    pub(super) fn wait(&self, at_most: Duration) -> bool {
        match self.events.recv_timeout(at_most) {
            Ok(()) => self.differ(),
            Err(RecvTimeoutError::Timeout) => self.happened(),
            // Nothing tells anything: what is left is to look.
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(at_most);
                self.happened()
            }
        }
    }

    fn differ(&self) -> bool {
        self.looked.set(Instant::now());
        self.found.set(self.stamps.iter().any(|(file, before)| stamp(file) != *before));
        self.found.get()
    }
}

/// The folder in which a file is called so, and the one in which it is, if that is a link.
fn folders_of(file: &Path) -> Vec<PathBuf> {
    let folder = |path: &Path| match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => PathBuf::from("."),
        Some(parent) => parent.to_path_buf(),
        None => path.to_path_buf(),
    };
    let mut folders = vec![folder(file)];
    if let Ok(real) = file.canonicalize()
        && file.is_symlink()
    {
        folders.push(folder(&real));
    }
    folders
}

fn stamp(file: &Path) -> Stamp {
    let about = std::fs::metadata(file).ok()?;
    Some((about.modified().ok()?, about.len()))
}
