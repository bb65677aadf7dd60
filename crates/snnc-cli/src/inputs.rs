//! What is to be checked: files, the model files in folders, and the standard input.

use crate::args::CheckArguments;
use crate::failure::Failure;
use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A model to check.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    /// As it is shown.
    pub(crate) name: String,
    /// Its text, if it is the standard input.
    pub(crate) text: Option<String>,
    /// Whether it was named itself, not only its folder.
    pub(crate) named: bool,
}

/// A file that cannot be looked at.
#[derive(Debug, Clone)]
pub(crate) struct Unreadable {
    /// Which.
    pub(crate) file: String,
    /// Why not, in one sentence.
    pub(crate) message: String,
}

impl Input {
    fn is_file(&self, path: &Path) -> bool {
        self.text.is_none() && identity(Path::new(&self.name)) == identity(path)
    }
}

/// A folder whose models are to be checked.
#[derive(Debug)]
pub(crate) struct Folder {
    /// As it was named.
    pub(crate) name: String,
    /// The models in it.
    pub(crate) files: HashSet<String>,
}

/// All that is to be checked.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// The models, each once.
    pub(crate) models: Vec<Input>,
    /// The folders named.
    pub(crate) folders: Vec<Folder>,
    /// What cannot be looked at.
    pub(crate) unreadable: Vec<Unreadable>,
}

impl Inputs {
    /// What the arguments name.
    pub(crate) fn find(arguments: &CheckArguments) -> Result<Inputs, Failure> {
        let mut inputs = Inputs::default();
        let mut known = HashSet::new();
        for path in &arguments.files {
            if path == Path::new("-") {
                let text = standard_input()?;
                let name = arguments.stdin_name.display().to_string();
                if known.insert(PathBuf::from("-")) {
                    inputs.models.push(Input { name, text: Some(text), named: true });
                }
            } else if path.is_dir() {
                inputs.walk(path, &mut known);
            } else if known.insert(identity(path)) {
                let name = path.display().to_string();
                inputs.models.push(Input { name, text: None, named: true });
            } else if let Some(found) = inputs.models.iter_mut().find(|it| it.is_file(path)) {
                // In a folder named before.
                found.named = true;
            }
        }
        Ok(inputs)
    }

    /// Adds the models in a folder.
    fn walk(&mut self, folder: &Path, known: &mut HashSet<PathBuf>) {
        let name = folder.display().to_string();
        let mut files = HashSet::new();
        for found in models_in(folder) {
            match found {
                Ok(path) => {
                    let name = path.display().to_string();
                    files.insert(name.clone());
                    if known.insert(identity(&path)) {
                        self.models.push(Input { name, text: None, named: false });
                    }
                }
                Err(unreadable) => self.unreadable.push(unreadable),
            }
        }
        if files.is_empty() {
            let message = format!("there is no model file (`.eqs`) in the directory `{name}`");
            self.unreadable.push(Unreadable { file: name, message });
        } else {
            self.folders.push(Folder { name, files });
        }
    }
}

/// The model files in a folder and its folders, but for hidden ones, in the order of their names, and what of it cannot
/// be read. Links to folders are not followed.
pub(crate) fn models_in(folder: &Path) -> impl Iterator<Item = Result<PathBuf, Unreadable>> {
    let hidden =
        |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    entries.filter_entry(move |entry| !hidden(entry)).filter_map(move |entry| match entry {
        Ok(entry) => is_model(entry.path()).then(|| Ok(entry.into_path())),
        Err(error) => {
            let file = error.path().unwrap_or(folder).display().to_string();
            let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
            let message = format!("cannot read `{file}`: {reason}");
            Some(Err(Unreadable { file, message }))
        }
    })
}

fn is_model(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "eqs") && path.is_file()
}

/// One file has one, however it is written.
pub(crate) fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

fn standard_input() -> Result<String, Failure> {
    let mut bytes = vec![];
    let unreadable =
        |reason: &dyn std::fmt::Display| Failure::Usage(format!("cannot read the standard input: {reason}"));
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    String::from_utf8(bytes).map_err(|error| {
        unreadable(&format!("it is not UTF-8 text (byte {})", error.utf8_error().valid_up_to()))
    })
}
