//! The files that an editor's documents name.

use snnc_lang::files::{Disk, Files};
use std::sync::Arc;

/// The disk, on which documents are named by URIs.
pub(crate) struct Documents;

impl Files for Documents {
    fn resolve(&self, from: &str, path: &str) -> String {
        Disk.resolve(&path_of(from), path)
    }

    fn read(&self, name: &str) -> Result<Arc<[u8]>, String> {
        Disk.read(name)
    }
}

/// The path that a `file:` URI means; anything else as it is.
fn path_of(uri: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_names_files_beside_it() {
        assert_eq!(Documents.resolve("file:///home/a%20b/m.eqs", "x.npy"), "/home/a b/x.npy");
    }
}
