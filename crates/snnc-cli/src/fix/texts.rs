//! The texts of models while they are being mended, and how they come to the disk.

use crate::failure::Failure;
use crate::inputs::{Input, identity};
use crate::replace::replace;
use snnc_lang::files::{Disk, Files};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The disk, but with edited texts where there are any.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    /// What may be changed.
    own: BTreeMap<PathBuf, Own>,
}

#[derive(Debug, Clone)]
struct Own {
    name: String,
    standard_input: bool,
    before: Arc<str>,
    after: Arc<str>,
}

/// A text that changes.
#[derive(Debug)]
pub(crate) struct Change {
    /// The file, as it is shown.
    pub(crate) name: String,
    /// Whether it is the standard input.
    pub(crate) standard_input: bool,
    /// As it was.
    pub(crate) before: Arc<str>,
    /// As it is to be.
    pub(crate) after: Arc<str>,
    path: PathBuf,
}

impl Texts {
    /// Those of these models, as far as they can be read.
    pub(super) fn of(inputs: &[Input]) -> Texts {
        let mut own = BTreeMap::new();
        for input in inputs {
            let read = || std::fs::read_to_string(&input.name).ok();
            if let Some(text) = input.text.clone().or_else(read) {
                let text: Arc<str> = text.into();
                let (name, standard_input) = (input.name.clone(), input.text.is_some());
                let text = Own { name, standard_input, before: text.clone(), after: text };
                own.insert(Texts::key(input), text);
            }
        }
        Texts { own }
    }

    /// What a model is called here.
    pub(super) fn key(input: &Input) -> PathBuf {
        if input.text.is_some() { PathBuf::from("-") } else { identity(Path::new(&input.name)) }
    }

    /// The text of a model.
    pub(super) fn model(&self, input: &Input) -> Option<String> {
        self.get(&Texts::key(input)).map(ToString::to_string)
    }

    /// A text that may be changed.
    pub(super) fn get(&self, file: &Path) -> Option<&Arc<str>> {
        self.own.get(file).map(|own| &own.after)
    }

    pub(super) fn set(&mut self, file: &Path, text: String) {
        if let Some(own) = self.own.get_mut(file) {
            own.after = text.into();
        }
    }

    /// What is not as it was.
    pub(super) fn changes(self) -> Vec<Change> {
        let changed = self.own.into_iter().filter(|(_, own)| own.before != own.after);
        let change = |(path, Own { name, standard_input, before, after })| Change {
            name,
            standard_input,
            before,
            after,
            path,
        };
        changed.map(change).collect()
    }
}

impl Files for Texts {
    fn resolve(&self, from: &str, path: &str) -> String {
        Disk.resolve(from, path)
    }

    fn read(&self, name: &str) -> Result<Arc<[u8]>, String> {
        match self.own.get(&identity(Path::new(name))) {
            Some(own) => Ok(own.after.as_bytes().into()),
            None => Disk.read(name),
        }
    }
}

impl Change {
    /// Puts the new text in the place of the old one, which is there until the new one is there as a whole.
    ///
    /// # Errors
    /// If it cannot be written, or is no longer as it was.
    pub(crate) fn write(&self) -> Result<(), Failure> {
        let failure = |reason: &dyn std::fmt::Display| {
            Failure::Usage(format!("cannot write `{}`: {reason}", self.name))
        };
        let now = std::fs::read(&self.path).map_err(|error| failure(&error))?;
        if now != self.before.as_bytes() {
            return Err(failure(&"it was changed meanwhile"));
        }
        replace(&self.path, &self.after).map_err(|error| failure(&error))
    }

    /// The lines that change, as `diff -u` shows them.
    pub(crate) fn diff(&self) -> String {
        let diff = similar::TextDiff::from_lines(&*self.before, &*self.after);
        diff.unified_diff().header(&self.name, &self.name).to_string()
    }
}
