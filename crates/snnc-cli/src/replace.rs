//! Files are replaced as a whole: the old text is there until the new one is.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Replaces a file, which keeps its rights. Where `path` is a link, what it leads to is replaced.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    // To put another file in its place, a folder that can be written to would be enough.
    if permissions.readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut fresh = tempfile::NamedTempFile::new_in(folder)?;
    fresh.write_all(text.as_bytes())?;
    fresh.as_file().set_permissions(permissions)?;
    fresh.as_file().sync_all()?;
    fresh.persist(&path)?;
    Ok(())
}

/// Writes a file, new or in the place of an older one, which is there until the new one is whole.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A device or a pipe is written to, not replaced.
    if fs::metadata(path).is_ok_and(|about| !about.is_file()) {
        return fs::write(path, bytes);
    }
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let older = fs::metadata(&path).ok().map(|about| about.permissions());
    if older.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    let folder = path.parent().filter(|_| older.is_some()).unwrap_or(folder);
    // A temporary file could be read by its owner alone: what is new is made with the rights that are usual here.
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    let part = folder.join(name);
    let written = fs::File::create(&part).and_then(|mut fresh| {
        fresh.write_all(bytes)?;
        if let Some(permissions) = older {
            fresh.set_permissions(permissions)?;
        }
        fresh.sync_all()?;
        fs::rename(&part, &path)
    });
    if written.is_err() {
        // What is left of it is of no use; that it cannot be written is told.
        let _ = fs::remove_file(&part);
    }
    written
}
