//! Arrays, and files that hold them.

use super::table::{self, Separator};
use super::{npy, npz};
use std::sync::{Arc, OnceLock};

/// An array as a file holds it, in C order.
#[derive(Debug, Clone, PartialEq)]
pub struct Array {
    /// How long it is in each direction; empty for a single number.
    pub shape: Vec<usize>,
    /// The elements, the last index running fastest.
    pub values: Values,
}

/// Elements of one type.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Floats.
    Floats(Vec<f64>),
    /// Integers.
    Integers(Vec<i64>),
    /// Truth values.
    Booleans(Vec<bool>),
}

impl Values {
    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Values::Floats(values) => values.len(),
            Values::Integers(values) => values.len(),
            Values::Booleans(values) => values.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Array {
    /// The elements as floats.
    pub fn floats(&self) -> Vec<f64> {
        match &self.values {
            Values::Floats(values) => values.clone(),
            Values::Integers(values) => values.iter().map(|n| *n as f64).collect(),
            Values::Booleans(values) => values.iter().map(|b| f64::from(u8::from(*b))).collect(),
        }
    }

    /// The elements as integers, if all of them are whole.
    pub fn integers(&self) -> Option<Vec<i64>> {
        match &self.values {
            Values::Floats(values) => {
                let whole = |x: &f64| (x.trunc() == *x && x.abs() < 9e18).then_some(*x as i64);
                values.iter().map(whole).collect()
            }
            Values::Integers(values) => Some(values.clone()),
            Values::Booleans(values) => Some(values.iter().map(|b| i64::from(*b)).collect()),
        }
    }
}

/// Why a file gives no array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It cannot be read: why, in plain words.
    Unreadable(String),
    /// It is not what it should be: a clause about the file, "it is no NumPy array".
    Format(String),
    /// It has no array of the name that is wanted; these are in it.
    Missing(Vec<String>),
    /// It has several, and none is named; these.
    Ambiguous(Vec<String>),
}

/// A file of arrays: `.npy`, `.npz`, `.csv`, `.txt`, `.edges`.
#[derive(Debug)]
pub struct ArrayFile {
    /// In the order of the file; one array without a name in a file that can hold only one.
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: Option<String>,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Decoded(Arc<Array>),
    /// One of many in a NumPy archive, of which few may be wanted.
    Npy(Vec<u8>, OnceLock<Result<Arc<Array>, Wrong>>),
}

impl ArrayFile {
    /// Opens a file; its name tells what it is.
    ///
    /// # Errors
    /// If it is not what its name says.
    pub fn open(name: &str, bytes: &[u8]) -> Result<ArrayFile, Wrong> {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let decoded = |name, array| Entry { name, content: Content::Decoded(Arc::new(array)) };
        let entries = match ending.as_str() {
            "npy" => {
                let arrays = npy::fields(bytes).map_err(Wrong::Format)?;
                arrays.into_iter().map(|(name, array)| decoded(name, array)).collect()
            }
            "npz" => {
                let members = npz::members(bytes).map_err(Wrong::Format)?;
                let entry =
                    |(name, bytes)| Entry { name: Some(name), content: Content::Npy(bytes, OnceLock::new()) };
                members.into_iter().map(entry).collect()
            }
            "csv" | "txt" | "edges" => {
                let separator = if ending == "csv" { Separator::Comma } else { Separator::Blank };
                let columns = table::decode(bytes, separator).map_err(Wrong::Format)?;
                columns.into_iter().map(|(name, array)| decoded(name, array)).collect()
            }
            _ => {
                let endings = "`.npy`, `.npz`, `.csv`, `.txt`, `.edges`";
                return Err(Wrong::Format(format!("its name ends in none of {endings}")));
            }
        };
        Ok(ArrayFile { entries })
    }

    /// The names of the arrays in it.
    pub fn names(&self) -> Vec<String> {
        self.entries.iter().filter_map(|entry| entry.name.clone()).collect()
    }

    /// Whether it holds one array without a name.
    pub fn is_unnamed(&self) -> bool {
        matches!(self.entries.as_slice(), [Entry { name: None, .. }])
    }

    /// The column of that name, of which a table may also give the unit: `delay [ms]`.
    ///
    /// # Errors
    /// As of [`get`](Self::get).
    pub fn column(&self, name: &str) -> Result<(Arc<Array>, Option<&str>), Wrong> {
        let headings = self.entries.iter().filter_map(|entry| entry.name.as_deref());
        let found =
            headings.filter(|heading| unit_of(heading).0 == name).find_map(|heading| unit_of(heading).1);
        let whole = found.map(|unit| format!("{name} [{unit}]"));
        Ok((self.get(Some(whole.as_deref().unwrap_or(name)))?, found))
    }

    /// The array of that name, or the only one.
    ///
    /// # Errors
    /// If there is none, or several, or it holds no numbers.
    pub fn get(&self, name: Option<&str>) -> Result<Arc<Array>, Wrong> {
        let entry = match name {
            Some(_) => self.entries.iter().find(|entry| entry.name.as_deref() == name),
            None => match self.entries.as_slice() {
                [entry] => Some(entry),
                [] => None,
                _ => return Err(Wrong::Ambiguous(self.names())),
            },
        };
        match entry.map(|entry| &entry.content) {
            None => Err(Wrong::Missing(self.names())),
            Some(Content::Decoded(array)) => Ok(array.clone()),
            Some(Content::Npy(bytes, decoded)) => {
                let decode = || npy::decode(bytes).map(Arc::new).map_err(Wrong::Format);
                decoded.get_or_init(decode).clone()
            }
        }
    }
}

/// The name and the unit of a heading such as `delay [ms]`.
pub fn unit_of(heading: &str) -> (&str, Option<&str>) {
    let parts = heading.strip_suffix(']').and_then(|rest| rest.split_once(" ["));
    parts.map_or((heading, None), |(name, unit)| (name, Some(unit)))
}
