//! NumPy archives, of which arrays are read in part.

use crate::error::Error;
use indexmap::IndexMap;
use npyz::{DType, NpyHeader, Order, TypeChar};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use zip::{CompressionMethod, ZipArchive};

/// An `.npz` file that is open.
#[derive(Debug, Clone)]
pub struct Archive {
    path: PathBuf,
    arrays: IndexMap<String, Array>,
}

/// An array in it.
#[derive(Debug, Clone)]
pub struct Array {
    path: PathBuf,
    bytes: Bytes,
    element: ElementType,
    shape: Vec<usize>,
}

/// Where the values are.
#[derive(Debug, Clone)]
enum Bytes {
    /// In the file, from there on.
    Stored(Arc<Mutex<File>>, u64),
    /// Unpacked: they were compressed.
    Unpacked(Arc<[u8]>),
}

/// The type of the elements of an array, in little-endian order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ElementType {
    /// 32-bit integers.
    I32,
    /// 64-bit integers.
    I64,
    /// Single precision.
    F32,
    /// Double precision.
    F64,
}

impl ElementType {
    /// How many bytes one takes.
    pub fn size(self) -> usize {
        match self {
            ElementType::I32 | ElementType::F32 => 4,
            ElementType::I64 | ElementType::F64 => 8,
        }
    }
}

impl Archive {
    /// Opens an archive. Nothing but its directory and the headers of its arrays is read, unless they are compressed.
    ///
    /// # Errors
    /// If it is no archive of arrays of numbers.
    pub fn open(path: impl AsRef<Path>) -> Result<Archive, Error> {
        let path = path.as_ref();
        let file = File::open(path).map_err(|error| Error::file(path, error))?;
        let shared = Arc::new(Mutex::new(file.try_clone().map_err(|error| Error::file(path, error))?));
        let mut zip = ZipArchive::new(file).map_err(|error| Error::file(path, error))?;
        let mut arrays = IndexMap::new();
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).map_err(|error| Error::file(path, error))?;
            let Some(name) = entry.name().strip_suffix(".npy").map(str::to_string) else { continue };
            let wrong =
                |reason: &dyn std::fmt::Display| Error::file(path, format!("array `{name}`: {reason}"));
            let stored = entry.compression() == CompressionMethod::Stored;
            let (start, size) = (entry.data_start(), entry.size());
            let mut counted = Counted { inner: &mut entry, read: 0 };
            let header = NpyHeader::from_reader(&mut counted).map_err(|error| wrong(&error))?;
            let before = counted.read;
            let element = element_type(&header).map_err(|reason| wrong(&reason))?;
            let shape: Vec<usize> = header.shape().iter().map(|n| *n as usize).collect();
            let needed = shape.iter().try_fold(element.size(), |all, n| all.checked_mul(*n));
            if needed.is_none_or(|needed| needed as u64 > size.saturating_sub(before)) {
                return Err(wrong(&"it is cut short"));
            }
            let bytes = match (stored, start) {
                (true, start) => Bytes::Stored(shared.clone(), start + before),
                _ => {
                    let mut bytes = vec![];
                    entry.read_to_end(&mut bytes).map_err(|error| wrong(&error))?;
                    Bytes::Unpacked(bytes.into())
                }
            };
            arrays.insert(name, Array { path: path.to_path_buf(), bytes, element, shape });
        }
        Ok(Archive { path: path.to_path_buf(), arrays })
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The names of its arrays, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.arrays.keys().map(String::as_str)
    }

    /// An array.
    ///
    /// # Errors
    /// If there is none of that name.
    pub fn get(&self, name: &str) -> Result<&Array, Error> {
        self.arrays.get(name).ok_or_else(|| Error::unknown("array", name, self.names()))
    }
}

/// Counts what is read through it.
struct Counted<R> {
    inner: R,
    read: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        Ok(read)
    }
}

fn element_type(header: &NpyHeader) -> Result<ElementType, String> {
    let dtype = header.dtype();
    let DType::Plain(ty) = &dtype else { return Err("it has fields".into()) };
    if header.order() != Order::C && header.shape().len() > 1 {
        return Err("it is in Fortran's order".into());
    }
    if ty.endianness() == npyz::Endianness::Big {
        return Err("it is big-endian".into());
    }
    match (ty.type_char(), ty.size_field()) {
        (TypeChar::Int, 4) => Ok(ElementType::I32),
        (TypeChar::Int, 8) => Ok(ElementType::I64),
        (TypeChar::Float, 4) => Ok(ElementType::F32),
        (TypeChar::Float, 8) => Ok(ElementType::F64),
        _ => Err(format!("elements of type `{ty}` are not known here")),
    }
}

impl Array {
    /// How many elements in each dimension; the last is contiguous.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// How many elements in all.
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Their type.
    pub fn element(&self) -> ElementType {
        self.element
    }

    /// Some of the elements, counted through all dimensions, as floats.
    ///
    /// # Errors
    /// If the file cannot be read, or has no such elements.
    pub fn floats(&self, range: Range<usize>) -> Result<Vec<f64>, Error> {
        let bytes = self.bytes(range)?;
        Ok(match self.element {
            ElementType::I32 => each(&bytes, i32::from_le_bytes).map(f64::from).collect(),
            ElementType::I64 => each(&bytes, i64::from_le_bytes).map(|n| n as f64).collect(),
            ElementType::F32 => each(&bytes, f32::from_le_bytes).map(f64::from).collect(),
            ElementType::F64 => each(&bytes, f64::from_le_bytes).collect(),
        })
    }

    /// Some of the elements of an array of integers.
    ///
    /// # Errors
    /// If the file cannot be read, has no such elements, or they are no integers.
    pub fn integers(&self, range: Range<usize>) -> Result<Vec<i64>, Error> {
        let bytes = self.bytes(range)?;
        match self.element {
            ElementType::I32 => Ok(each(&bytes, i32::from_le_bytes).map(i64::from).collect()),
            ElementType::I64 => Ok(each(&bytes, i64::from_le_bytes).collect()),
            _ => Err(Error::file(&self.path, "integers were expected, and there are floats")),
        }
    }

    /// The bytes of some of the elements, little-endian.
    ///
    /// # Errors
    /// If the file cannot be read, or has no such elements.
    pub fn bytes(&self, range: Range<usize>) -> Result<Vec<u8>, Error> {
        if range.start > range.end || range.end > self.len() {
            return Err(Error::file(
                &self.path,
                format!("it has no elements {} to {}", range.start, range.end),
            ));
        }
        let (from, to) = (range.start * self.element.size(), range.end * self.element.size());
        match &self.bytes {
            Bytes::Unpacked(bytes) => Ok(bytes[from..to].to_vec()),
            Bytes::Stored(file, start) => {
                let mut bytes = vec![0; to - from];
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                let read = file.seek(SeekFrom::Start(start + from as u64));
                read.and_then(|_| file.read_exact(&mut bytes)).map_err(|e| Error::file(&self.path, e))?;
                Ok(bytes)
            }
        }
    }
}

fn each<T, const N: usize>(bytes: &[u8], read: impl Fn([u8; N]) -> T) -> impl Iterator<Item = T> {
    bytes.as_chunks().0.iter().map(move |chunk| read(*chunk))
}
