//! The disk.

use super::Files;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Files on the disk. A path is relative to the folder of the file that names it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

/// Files beyond this size are not read.
const LARGEST: u64 = 4 << 30;

impl Files for Disk {
    fn resolve(&self, from: &str, path: &str) -> String {
        beside(from, path)
    }

    fn read(&self, name: &str) -> Result<Arc<[u8]>, String> {
        let about = fs::metadata(name).map_err(|error| reason(&error))?;
        if about.is_dir() {
            return Err("it is a directory".into());
        }
        if about.len() > LARGEST {
            return Err("it is larger than 4 GiB".into());
        }
        fs::read(name).map(Into::into).map_err(|error| reason(&error))
    }

    fn list(&self, from: &str, folder: &str) -> Vec<String> {
        let folder = beside(from, folder);
        let path = if folder.is_empty() { Path::new(".") } else { Path::new(&folder) };
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                Some(if entry.path().is_dir() { name + "/" } else { name })
            })
            .collect();
        names.sort_unstable();
        names
    }
}

/// An I/O error in plain words.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".into(),
        ErrorKind::PermissionDenied => "permission denied".into(),
        ErrorKind::NotADirectory => "a part of the path is not a directory".into(),
        _ => error.to_string(),
    }
}

/// A path as seen from the folder of `from`, without detours.
pub(super) fn beside(from: &str, path: &str) -> String {
    let folder = Path::new(from).parent().unwrap_or(Path::new(""));
    let mut plain = PathBuf::new();
    for component in folder.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            component => plain.push(component),
        }
    }
    plain.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_file_that_names_them() {
        assert_eq!(beside("model.eqs", "data/a.npy"), "data/a.npy");
        assert_eq!(beside("models/model.eqs", "a.npy"), "models/a.npy");
        assert_eq!(beside("models/model.eqs", "./x/../a.npy"), "models/a.npy");
        assert_eq!(beside("models/model.eqs", "../a.npy"), "a.npy");
        assert_eq!(beside("../model.eqs", "../a.npy"), "../../a.npy");
        assert_eq!(beside("models/model.eqs", "/data/a.npy"), "/data/a.npy");
    }
}
