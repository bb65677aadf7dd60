//! URIs of files, and their paths.

use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What is escaped in a path: all but letters, digits and what is plain in every URI.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The path that a `file:` URI means; any other URI as it is, for it names a document all the same.
pub(crate) fn path_of(uri: &Uri) -> String {
    match uri.0.strip_prefix("file://") {
        Some(encoded) => percent_decode_str(encoded).decode_utf8_lossy().into_owned(),
        None => uri.0.clone(),
    }
}

/// The `file:` URI of a path; anything else as it is.
pub(crate) fn uri_of(path: &str) -> Uri {
    match path.starts_with('/') {
        true => Uri(format!("file://{}", utf8_percent_encode(path, ESCAPED))),
        false => Uri(path.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_a_uri() {
        assert_eq!(uri_of("/home/a b/ü.eqs").0, "file:///home/a%20b/%C3%BC.eqs");
        assert_eq!(path_of(&uri_of("/home/a b/ü.eqs")), "/home/a b/ü.eqs");
        assert_eq!(path_of(&Uri("file:///home/a%20b/100%.eqs".into())), "/home/a b/100%.eqs");
    }

    #[test]
    fn what_is_no_file_keeps_its_uri() {
        let uri = Uri("untitled:Untitled-1".into());
        assert_eq!(uri_of(&path_of(&uri)), uri);
    }
}
