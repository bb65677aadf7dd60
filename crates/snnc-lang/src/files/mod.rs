//! Files that a model names: arrays, spikes, connections, other models.
//!
//! The checker does no I/O: it asks a [`Files`], which may be the disk, or texts in memory.

mod array;
mod disk;
mod npy;
mod npz;
mod table;

pub use array::{Array, ArrayFile, Values, Wrong, unit_of};
pub use disk::Disk;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Where the files are that a model names.
pub trait Files {
    /// The name of the file that `path` means in the file `from`, which is a name too or that of a source: as it is shown, and
    /// as what it names itself is found. Two ways to write one path give one name.
    fn resolve(&self, from: &str, path: &str) -> String;

    /// The bytes of the file of that name.
    ///
    /// # Errors
    /// Why they cannot be had, in plain words: "there is no such file".
    fn read(&self, name: &str) -> Result<Arc<[u8]>, String>;

    /// What is in the folder that `folder` means in the file `from`: names of files, and of folders with a `/` after them, in
    /// order. Of what cannot be looked at, nothing.
    fn list(&self, from: &str, folder: &str) -> Vec<String> {
        let _ = (from, folder);
        vec![]
    }
}

/// No files but these, by name.
impl Files for BTreeMap<String, Vec<u8>> {
    fn resolve(&self, from: &str, path: &str) -> String {
        disk::beside(from, path)
    }

    fn read(&self, name: &str) -> Result<Arc<[u8]>, String> {
        self.get(name).map(|bytes| bytes.as_slice().into()).ok_or_else(|| "there is no such file".to_string())
    }

    fn list(&self, from: &str, folder: &str) -> Vec<String> {
        let folder = match disk::beside(from, folder) {
            folder if folder.is_empty() => folder,
            folder => folder + "/",
        };
        let inside = self.keys().filter_map(|name| name.strip_prefix(&folder));
        let entry = |name: &str| match name.split_once('/') {
            Some((folder, _)) => format!("{folder}/"),
            None => name.to_string(),
        };
        let mut entries: Vec<String> = inside.map(entry).collect();
        entries.dedup();
        entries
    }
}

/// What is known by name, or why it cannot be had.
type Known<T, E> = RefCell<HashMap<String, Result<Arc<T>, E>>>;

/// Files, each read once, and its arrays decoded once: a check may look at a model several times.
pub(crate) struct Cached<'a> {
    files: &'a dyn Files,
    read: Known<[u8], String>,
    opened: Known<ArrayFile, Wrong>,
}

impl<'a> Cached<'a> {
    /// None read so far.
    pub(crate) fn new(files: &'a dyn Files) -> Self {
        Cached { files, read: RefCell::default(), opened: RefCell::default() }
    }

    /// The arrays of the file of that name.
    pub(crate) fn arrays(&self, name: &str) -> Result<Arc<ArrayFile>, Wrong> {
        if let Some(known) = self.opened.borrow().get(name) {
            return known.clone();
        }
        let opened =
            self.read(name).map_err(Wrong::Unreadable).and_then(|bytes| ArrayFile::open(name, &bytes));
        let opened = opened.map(Arc::new);
        self.opened.borrow_mut().insert(name.to_string(), opened.clone());
        opened
    }
}

impl Files for Cached<'_> {
    fn resolve(&self, from: &str, path: &str) -> String {
        self.files.resolve(from, path)
    }

    fn read(&self, name: &str) -> Result<Arc<[u8]>, String> {
        if let Some(known) = self.read.borrow().get(name) {
            return known.clone();
        }
        let bytes = self.files.read(name);
        self.read.borrow_mut().insert(name.to_string(), bytes.clone());
        bytes
    }

    fn list(&self, from: &str, folder: &str) -> Vec<String> {
        self.files.list(from, folder)
    }
}
