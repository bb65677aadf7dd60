//! The documents that an editor has open, and the files that they name.

use crate::positions::{Encoding, Lines};
use crate::uris::{path_of, uri_of};
use gen_lsp_types::{Range, Uri};
use snnc_lang::files::{Disk, Files};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;

/// The disk; what an editor has open comes before what is saved. A file is named by its path.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    open: BTreeMap<String, Document>,
    /// The folder that a document without a path of its own counts as being in.
    folder: String,
    /// What was read from the disk, which is read again only if it has changed: a check at every keystroke asks often.
    read: RefCell<BTreeMap<String, Saved>>,
}

/// What a file on the disk held, and when it was written and how long it was: by that it is known to have changed.
#[derive(Debug)]
struct Saved {
    stamp: (Option<SystemTime>, u64),
    bytes: Arc<[u8]>,
}

/// An open document.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub(crate) uri: Uri,
    pub(crate) version: i32,
    pub(crate) lines: Lines,
}

/// A change of an open document.
#[derive(Debug)]
pub(crate) struct Change {
    /// What is replaced; without one, all.
    pub(crate) range: Option<Range>,
    pub(crate) text: String,
}

impl Documents {
    /// None open, in a folder.
    pub(crate) fn new(folder: String) -> Documents {
        Documents { folder, ..Documents::default() }
    }

    /// Takes note of a document that is open.
    pub(crate) fn open(&mut self, uri: Uri, version: i32, text: String, encoding: Encoding) {
        let lines = Lines::new(text, encoding);
        self.open.insert(path_of(&uri), Document { uri, version, lines });
    }

    /// Changes a document that is open, one change after the other. Of any other nothing is known that could change.
    pub(crate) fn change(&mut self, uri: &Uri, version: i32, changes: Vec<Change>) {
        let Some(document) = self.open.get_mut(&path_of(uri)) else { return };
        document.version = version;
        for Change { range, text } in changes {
            let text = match range {
                Some(range) => {
                    let mut whole = document.lines.text().to_string();
                    whole.replace_range(document.lines.bytes(range), &text);
                    whole
                }
                None => text,
            };
            document.lines = Lines::new(text, document.lines.encoding());
        }
    }

    /// Forgets a document that is closed: from now on its file counts.
    pub(crate) fn close(&mut self, uri: &Uri) {
        self.open.remove(&path_of(uri));
    }

    /// The document at a path, if it is open.
    pub(crate) fn get(&self, path: &str) -> Option<&Document> {
        self.open.get(path)
    }

    /// All that are open, with their paths.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &Document)> {
        self.open.iter()
    }

    /// The URI of a file, as the editor writes it if it has it open.
    pub(crate) fn uri(&self, path: &str) -> Uri {
        self.open.get(path).map_or_else(|| uri_of(path), |document| document.uri.clone())
    }

    fn saved(&self, name: &str) -> Result<Arc<[u8]>, String> {
        let stamp = std::fs::metadata(name).ok().map(|about| (about.modified().ok(), about.len()));
        if let Some(known) = self.read.borrow().get(name)
            && stamp == Some(known.stamp)
        {
            return Ok(known.bytes.clone());
        }
        let bytes = Disk.read(name)?;
        if let Some(stamp) = stamp {
            self.read.borrow_mut().insert(name.to_string(), Saved { stamp, bytes: bytes.clone() });
        }
        Ok(bytes)
    }
}

impl Files for Documents {
    fn resolve(&self, from: &str, path: &str) -> String {
        if from.starts_with('/') {
            return Disk.resolve(from, path);
        }
        // Its own name stays: an editor knows it by that.
        match from.rsplit('/').next() == Some(path) {
            true => from.to_string(),
            false => Disk.resolve(&format!("{}/it", self.folder), path),
        }
    }

    fn read(&self, name: &str) -> Result<Arc<[u8]>, String> {
        match self.open.get(name) {
            Some(document) => Ok(document.lines.text().as_bytes().into()),
            None => self.saved(name),
        }
    }

    fn list(&self, from: &str, folder: &str) -> Vec<String> {
        Disk.list(from, folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gen_lsp_types::Position;

    fn uri(text: &str) -> Uri {
        Uri(text.into())
    }

    #[test]
    fn a_document_names_files_beside_it() {
        let documents = Documents::new("/home".into());
        assert_eq!(documents.resolve(&path_of(&uri("file:///home/a%20b/m.eqs")), "x.npy"), "/home/a b/x.npy");
        assert_eq!(documents.resolve("untitled:Untitled-1", "x.npy"), "/home/x.npy");
    }

    #[test]
    fn changes_follow_each_other() {
        let mut documents = Documents::default();
        let name = uri("file:///m.eqs");
        documents.open(name.clone(), 1, "a = 1\r\n𝜏 = 2\r\n".into(), Encoding::Utf16);
        let at = |line, character| Position { line, character };
        let change = |start, end, text: &str| Change { range: Some(Range { start, end }), text: text.into() };
        let changes = vec![
            change(at(1, 2), at(1, 2), "_m"),
            change(at(0, 0), at(0, 1), "𝜏"),
            change(at(0, 2), at(0, 99), ""),
            change(at(9, 0), at(9, 0), "end"),
        ];
        documents.change(&name, 2, changes);
        let document = documents.get("/m.eqs").expect("it is open");
        assert_eq!((&**document.lines.text(), document.version), ("𝜏\r\n𝜏_m = 2\r\nend", 2));
        documents.change(&name, 3, vec![Change { range: None, text: "b".into() }]);
        assert_eq!(&**documents.get("/m.eqs").expect("it is open").lines.text(), "b");
    }
}
