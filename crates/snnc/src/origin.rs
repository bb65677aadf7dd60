//! What a model was made from, told so that it can be made again.

use crate::model::Model;
use sha2::{Digest, Sha256};
use snnc_lang::files::Files;
use snnc_results::{DataFile, Settings, SourceText};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The texts and data of a model.
#[derive(Debug)]
pub(crate) struct Origin {
    /// The model file and all else.
    pub(crate) model: snnc_results::Model,
    /// What replaced parts of it.
    pub(crate) settings: Settings,
}

impl Origin {
    pub(crate) fn new(model: &Model, loaded: Loaded<'_>) -> Origin {
        let mut texts = model.texts();
        let first = texts.next();
        let (name, text) = first.map_or(("", ""), |source| (&*source.name, &*source.text));
        let path = Path::new(name);
        let folder = Folder::of(path);
        let imports = texts.map(|source| SourceText {
            file: folder.relative(&source.name),
            sha256: sha256_of(source.text.as_bytes()),
            text: source.text.to_string(),
        });
        let data = loaded.read.into_inner().into_iter();
        let data = data.map(|(name, sha256)| DataFile { file: folder.relative(&name), sha256 });
        let described = snnc_results::Model {
            file: path.file_name().map_or(name.into(), |name| name.to_string_lossy().into_owned()),
            sha256: sha256_of(text.as_bytes()),
            text: text.to_string(),
            imports: imports.collect(),
            data: data.collect(),
            folder: folder.0.display().to_string(),
        };
        Origin { model: described, settings: model.settings().clone() }
    }
}

/// The folder of a model file, from the root of the file system on.
struct Folder(PathBuf);

impl Folder {
    fn of(file: &Path) -> Folder {
        let written = file.parent().unwrap_or(Path::new(""));
        Folder(whole(if written.as_os_str().is_empty() { Path::new(".") } else { written }))
    }

    /// The name of a file as seen from here: `cells/lif.eqs`, `../data/w.npy`; of one that is somewhere else, the whole path.
    fn relative(&self, name: &str) -> String {
        let path = whole(Path::new(name));
        let together =
            self.0.components().zip(path.components()).take_while(|(ours, its)| ours == its).count();
        // Only the root is shared.
        if together <= 1 {
            return path.display().to_string();
        }
        let up = self.0.components().skip(together).map(|_| Component::ParentDir);
        up.chain(path.components().skip(together)).collect::<PathBuf>().display().to_string()
    }
}

/// A path from the root of the file system on, without links if there is such a file.
fn whole(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

/// Files, of which each that is read is remembered with its SHA-256.
pub(crate) struct Loaded<'a> {
    files: &'a dyn Files,
    read: RefCell<BTreeMap<String, String>>,
}

impl<'a> Loaded<'a> {
    /// None read so far.
    pub(crate) fn new(files: &'a dyn Files) -> Loaded<'a> {
        Loaded { files, read: RefCell::default() }
    }
}

impl Files for Loaded<'_> {
    fn resolve(&self, from: &str, path: &str) -> String {
        self.files.resolve(from, path)
    }

    fn read(&self, name: &str) -> Result<Arc<[u8]>, String> {
        let bytes = self.files.read(name)?;
        self.read.borrow_mut().entry(name.to_string()).or_insert_with(|| sha256_of(&bytes));
        Ok(bytes)
    }

    fn list(&self, from: &str, folder: &str) -> Vec<String> {
        self.files.list(from, folder)
    }
}

/// The SHA-256 of some bytes, in hexadecimal.
pub(crate) fn sha256_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
