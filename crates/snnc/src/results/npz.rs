//! NumPy archives: a ZIP file of arrays that are not compressed.

use crate::model::reason;
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// From this size on an entry needs the wider fields of ZIP64.
const LARGE: u64 = 0xFFFF_FFFF;

/// The bytes up to the values are a multiple of this.
const ALIGNMENT: usize = 64;

/// An element of an array.
pub(super) trait Element: bytemuck::NoUninit {
    /// Its type as NumPy writes it, without the order of bytes.
    const TYPE: &'static str;
}

impl Element for f64 {
    const TYPE: &'static str = "f8";
}

impl Element for i32 {
    const TYPE: &'static str = "i4";
}

impl Element for i64 {
    const TYPE: &'static str = "i8";
}

/// An archive that is being written.
pub(super) struct Archive {
    zip: ZipWriter<BufWriter<Output>>,
}

/// A file which, once it could not be written, takes everything: that was told, and what is left of an archive would be told
/// again, in the words of the library, when it is dropped.
struct Output {
    file: File,
    has_failed: bool,
}

impl Output {
    fn attempt<T>(&mut self, instead: T, attempt: impl FnOnce(&mut File) -> io::Result<T>) -> io::Result<T> {
        if self.has_failed {
            return Ok(instead);
        }
        attempt(&mut self.file).inspect_err(|_| self.has_failed = true)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(bytes.len(), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt((), File::flush)
    }
}

impl Seek for Output {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.attempt(0, |file| file.seek(to))
    }
}

impl Archive {
    pub(super) fn create(path: &Path) -> Result<Archive, String> {
        let file = File::create(path).map_err(|error| reason(&error))?;
        Ok(Archive { zip: ZipWriter::new(BufWriter::new(Output { file, has_failed: false })) })
    }

    /// Begins an array: its values follow, the last index fastest.
    pub(super) fn begin<T: Element>(&mut self, name: &str, shape: &[usize]) -> Result<(), String> {
        let header = header::<T>(shape);
        let values = shape.iter().map(|n| *n as u64).product::<u64>() * size_of::<T>() as u64;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .large_file(values + header.len() as u64 >= LARGE);
        self.zip.start_file(format!("{name}.npy"), options).map_err(|error| error.to_string())?;
        self.zip.write_all(&header).map_err(|error| reason(&error))
    }

    /// Some of its values.
    pub(super) fn values<T: Element>(&mut self, values: &[T]) -> Result<(), String> {
        self.zip.write_all(bytemuck::cast_slice(values)).map_err(|error| reason(&error))
    }

    /// An array of one dimension.
    pub(super) fn array<T: Element>(&mut self, name: &str, values: &[T]) -> Result<(), String> {
        self.begin::<T>(name, &[values.len()])?;
        self.values(values)
    }

    /// Writes the directory, and sees to it that all of it is on the disk.
    pub(super) fn finish(self) -> Result<(), String> {
        let buffered = self.zip.finish().map_err(|error| match error {
            zip::result::ZipError::Io(error) => reason(&error),
            error => error.to_string(),
        })?;
        let file = buffered.into_inner().map_err(io::IntoInnerError::into_error);
        file.and_then(|output| output.file.sync_all()).map_err(|error| reason(&error))
    }
}

/// What stands before the values in a `.npy` file, version 1.0.
fn header<T: Element>(shape: &[usize]) -> Vec<u8> {
    let order = if cfg!(target_endian = "little") { '<' } else { '>' };
    let shape: String = shape.iter().map(|n| format!("{n}, ")).collect();
    let shape = shape.trim_end();
    let shape = if shape.matches(',').count() > 1 { shape.trim_end_matches(',') } else { shape };
    let ty = T::TYPE;
    let mut text = format!("{{'descr': '{order}{ty}', 'fortran_order': False, 'shape': ({shape}), }}");
    let before = 10;
    let length = (before + text.len() + 1).next_multiple_of(ALIGNMENT);
    text.push_str(&" ".repeat(length - before - text.len() - 1));
    text.push('\n');
    let mut header = b"\x93NUMPY\x01\x00".to_vec();
    header.extend((text.len() as u16).to_le_bytes());
    header.extend(text.as_bytes());
    header
}

#[cfg(test)]
mod tests {
    use super::header;

    #[test]
    fn headers_are_as_numpy_writes_them() {
        for (shape, expected) in [
            (vec![3], "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }"),
            (vec![2, 30], "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 30), }"),
            (vec![0], "{'descr': '<f8', 'fortran_order': False, 'shape': (0,), }"),
        ] {
            let header = header::<f64>(&shape);
            assert!(header.len().is_multiple_of(64) && header.starts_with(b"\x93NUMPY\x01\x00"));
            assert_eq!(usize::from(u16::from_le_bytes([header[8], header[9]])), header.len() - 10);
            let text = std::str::from_utf8(&header[10..]).expect("text");
            assert!(text.ends_with('\n'));
            if cfg!(target_endian = "little") {
                assert_eq!(text.trim_end(), expected);
            }
        }
    }
}
