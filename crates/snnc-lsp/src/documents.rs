//! The documents that an editor has open, and the files that they name.

use gen_lsp_types::Uri;
use snnc_lang::files::{Disk, Files};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// The disk; what an editor has open comes before what is saved. A file is named by its path.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    open: BTreeMap<String, Open>,
}

/// An open document.
#[derive(Debug, Clone)]
pub(crate) struct Open {
    pub(crate) uri: Uri,
    pub(crate) version: Option<i32>,
    pub(crate) text: Arc<str>,
}

impl Documents {
    /// Takes note of a document that is open, or of its new text.
    pub(crate) fn open(&mut self, document: Open) {
        self.open.insert(path_of(&document.uri.0), document);
    }

    /// Forgets a document that is closed.
    pub(crate) fn close(&mut self, uri: &Uri) {
        self.open.remove(&path_of(&uri.0));
    }

    /// All that are open.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Open> {
        self.open.values()
    }

    /// The URI of a file, and the version of its text if it is open.
    pub(crate) fn uri(&self, path: &str) -> (Uri, Option<i32>) {
        match self.open.get(path) {
            Some(document) => (document.uri.clone(), document.version),
            None => (uri_of(path), None),
        }
    }
}

impl Files for Documents {
    fn resolve(&self, from: &str, path: &str) -> String {
        Disk.resolve(from, path)
    }

    fn read(&self, name: &str) -> Result<Arc<[u8]>, String> {
        match self.open.get(name) {
            Some(document) => Ok(document.text.as_bytes().into()),
            None => Disk.read(name),
        }
    }
}

/// The path that a `file:` URI means; anything else as it is.
pub(crate) fn path_of(uri: &str) -> String {
    let Some(encoded) = uri.strip_prefix("file://") else { return uri.to_string() };
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match (first, tail) {
            (b'%', [high, low, ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                digit(high).zip(digit(low)).map(|(high, low)| (high * 16 + low) as u8)
            }
            _ => None,
        };
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The `file:` URI of a path; anything else as it is.
fn uri_of(path: &str) -> Uri {
    if !path.starts_with('/') {
        return Uri(path.to_string());
    }
    let mut uri = "file://".to_string();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    Uri(uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_names_files_beside_it() {
        assert_eq!(
            Documents::default().resolve(&path_of("file:///home/a%20b/m.eqs"), "x.npy"),
            "/home/a b/x.npy"
        );
    }

    #[test]
    fn a_path_has_a_uri() {
        assert_eq!(uri_of("/home/a b/ü.eqs").0, "file:///home/a%20b/%C3%BC.eqs");
        assert_eq!(path_of(&uri_of("/home/a b/ü.eqs").0), "/home/a b/ü.eqs");
    }
}
