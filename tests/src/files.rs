//! Where models and data are.

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A path from the root of the repository.
pub fn path(relative: &str) -> PathBuf {
    repository().join(relative)
}

/// All model files of a folder, sorted.
///
/// # Panics
/// If the folder cannot be read.
pub fn models(folder: &str) -> Vec<PathBuf> {
    let entries = path(folder).read_dir().unwrap_or_else(|error| panic!("{folder}: {error}"));
    let paths = entries.map(|entry| entry.expect("a folder entry").path());
    let mut models: Vec<PathBuf> = paths.filter(|p| p.extension().is_some_and(|e| e == "eqs")).collect();
    models.sort();
    assert!(!models.is_empty(), "{folder} holds no models");
    models
}

/// All model files of a folder of folders, sorted.
///
/// # Panics
/// If a folder cannot be read.
pub fn models_within(folder: &str) -> Vec<PathBuf> {
    let entries = path(folder).read_dir().unwrap_or_else(|error| panic!("{folder}: {error}"));
    let folders = entries.map(|entry| entry.expect("a folder entry").path()).filter(|path| path.is_dir());
    let mut names: Vec<_> = folders.map(|path| stem(&path)).collect();
    names.sort();
    names.iter().flat_map(|name| models(&format!("{folder}/{name}"))).collect()
}

/// The name of a file without folder and ending.
pub fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
