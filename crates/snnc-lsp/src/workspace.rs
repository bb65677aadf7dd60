//! The model files in the folders of the workspace, whether or not they are open.

use crate::checked::Checked;
use crate::positions::Lines;
use crate::session::Session;
use snnc_lang::SourceId;
use snnc_lang::files::Files;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How many files are looked at, so that a workspace that is a whole disk does not keep the editor waiting.
const MOST_FILES: usize = 2000;
/// How many folders.
const MOST_FOLDERS: usize = 10_000;
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

/// The paths of all model files below some folders; not in hidden ones, and not in those that programs fill.
fn files(folders: &[String]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut left: Vec<PathBuf> = folders.iter().map(PathBuf::from).collect();
    let mut looked_at = 0;
    while let Some(folder) = left.pop() {
        looked_at += 1;
        if looked_at > MOST_FOLDERS || found.len() >= MOST_FILES {
            break;
        }
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            // What a link leads to is not followed: it may lead back.
            let Ok(about) = entry.metadata() else { continue };
            let path = entry.path();
            if about.is_dir() {
                if !is_passed_over(&path) {
                    left.push(path);
                }
            } else if path.extension().is_some_and(|it| it == "eqs") && about.len() <= LARGEST {
                found.insert(path.display().to_string());
            }
        }
    }
    found
}

fn is_passed_over(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || matches!(&*name, "target" | "node_modules" | "results")
}
