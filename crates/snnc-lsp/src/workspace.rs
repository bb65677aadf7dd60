//! The model files in the folders of the workspace, whether or not they are open.

use crate::checked::Checked;
use crate::positions::Lines;
use crate::session::Session;
use snnc_lang::SourceId;
use snnc_lang::files::Files;
use std::collections::BTreeSet;
use walkdir::{DirEntry, WalkDir};

/// How many files are looked at, so that a workspace that is a whole disk does not keep the editor waiting.
const MOST_FILES: usize = 2000;
/// How many entries of folders.
const MOST_ENTRIES: usize = 100_000;
/// How large a file may be, in bytes.
const LARGEST: u64 = 1 << 20;

/// Models that are in the workspace, but not open.
pub(crate) struct Workspace {
    closed: Vec<Checked>,
}

impl Workspace {
    /// Reads and checks all models of the workspace that are not open.
    pub(crate) fn read(session: &Session<'_>) -> Workspace {
        Self::read_those(session, |_| true)
    }

    /// Those that import anything.
    pub(crate) fn read_importers(session: &Session<'_>) -> Workspace {
        Self::read_those(session, |text| text.contains("import"))
    }

    fn read_those(session: &Session<'_>, wanted: impl Fn(&str) -> bool) -> Workspace {
        let paths = files(&session.client.folders).into_iter();
        let closed = paths.filter(|path| session.documents.get(path).is_none()).filter_map(|path| {
            let bytes = session.documents.read(&path).ok()?;
            let text = std::str::from_utf8(&bytes).ok().filter(|text| wanted(text))?;
            let lines = Lines::new(text, session.client.encoding);
            Some(Checked::new(&path, &lines, &session.documents, session.compiler))
        });
        Workspace { closed: closed.collect() }
    }

    /// These and the open ones.
    pub(crate) fn models<'s>(&'s self, session: &'s Session<'_>) -> impl Iterator<Item = &'s Checked> {
        session.open_models().chain(&self.closed)
    }

    /// Those that a file is part of, and its source there.
    pub(crate) fn models_with<'s>(
        &'s self,
        session: &'s Session<'_>,
        path: &str,
    ) -> impl Iterator<Item = (&'s Checked, SourceId)> {
        self.models(session).filter_map(move |model| Some((model, model.source(path)?)))
    }
}

/// The paths of all model files below some folders; not in hidden ones, and not in those that programs fill. What a link leads
/// to is not followed: it may lead back.
fn files(folders: &[String]) -> BTreeSet<String> {
    let entries = folders.iter().flat_map(|folder| {
        WalkDir::new(folder).into_iter().filter_entry(|entry| entry.depth() == 0 || !is_passed_over(entry))
    });
    let files = entries.take(MOST_ENTRIES).filter_map(Result::ok).filter(|entry| {
        entry.path().extension().is_some_and(|it| it == "eqs")
            && entry.metadata().is_ok_and(|about| about.is_file() && about.len() <= LARGEST)
    });
    files.take(MOST_FILES).map(|entry| entry.path().display().to_string()).collect()
}

fn is_passed_over(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || matches!(&*name, "target" | "node_modules" | "results")
}
