//! The files that a model names.

use sha2::{Digest, Sha256};
use snnc_lang::files::{Disk, Files};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Files on the disk, each read once: whoever changes one meanwhile does not change the points that are still to be run.
#[derive(Debug, Clone, Default)]
pub struct ReadOnce(Arc<Mutex<BTreeMap<String, Content>>>);

/// The bytes of a file, or why they cannot be had.
type Content = Result<Arc<[u8]>, String>;

impl ReadOnce {
    /// The names of the files read so far, each with its SHA-256 in hexadecimal, in order.
    pub fn digests(&self) -> Vec<(String, String)> {
        let read = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known =
            read.iter().filter_map(|(name, bytes)| Some((name.clone(), sha256(bytes.as_ref().ok()?))));
        known.collect()
    }
}

impl Files for ReadOnce {
    fn resolve(&self, from: &str, path: &str) -> String {
        Disk.resolve(from, path)
    }

    fn read(&self, name: &str) -> Result<Arc<[u8]>, String> {
        let mut read = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        read.entry(name.to_string()).or_insert_with(|| Disk.read(name)).clone()
    }

    fn list(&self, from: &str, folder: &str) -> Vec<String> {
        Disk.list(from, folder)
    }
}

/// The SHA-256 of some bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
