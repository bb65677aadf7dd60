//! Files that appear only when they are complete.

use crate::error::Error;
use std::fs;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file being written beside its place.
#[derive(Debug)]
pub(crate) struct Fresh {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl Fresh {
    /// Begins a file of that name in a folder, which is made if it is not there.
    pub(crate) fn begin(folder: &Path, name: &str) -> Result<Fresh, Error> {
        let path = folder.join(name);
        fs::create_dir_all(folder).map_err(|error| Error::write(folder, error))?;
        // With the rights of any new file, rather than those of a secret.
        let file = tempfile::Builder::new()
            .prefix(".snnc-")
            .make_in(folder, |path| fs::File::options().read(true).write(true).create_new(true).open(path))
            .map_err(|error| Error::write(&path, error))?;
        let (file, temporary) = file.into_parts();
        let file = BufWriter::with_capacity(1 << 20, NamedTempFile::from_parts(file, temporary));
        Ok(Fresh { path, file })
    }

    /// Writes through `write`, then puts the file in its place.
    pub(crate) fn complete(
        mut self,
        write: impl FnOnce(&mut Fresh) -> Result<(), Error>,
    ) -> Result<PathBuf, Error> {
        write(&mut self)?;
        let Fresh { path, file } = self;
        let file = file.into_inner().map_err(|error| Error::write(&path, error.error()))?;
        file.persist(&path).map_err(|error| Error::write(&path, error.error))?;
        Ok(path)
    }

    /// Where it will be.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Appends bytes.
    pub(crate) fn put(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(|error| Error::write(&self.path, error))
    }
}

impl Write for Fresh {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for Fresh {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
