//! All formats.

use crate::choice::Choice;
use crate::error::Error;
use crate::fresh::Fresh;
use crate::part::{Kind, Part};
use crate::{arrays, csv, edges, matrix, sonata};
use snnc_results::Results;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Tables of comma-separated values, `NAME.csv`. What was recorded is in the units of the model, what was saved in SI.
    Csv,
    /// NumPy archives, `NAME.npz`, as they are in the results, but only of what was chosen.
    Npz,
    /// NumPy arrays: `NAME.npy` of records with named fields; of traces `NAME_t.npy`, `NAME_i.npy` and each variable.
    Npy,
    /// Saved synapses as lists of edges, `NAME.edges`.
    Edges,
    /// Saved synapses as NumPy matrices [source, target], `NAME_VARIABLE.npy`, NaN where there is none.
    Matrix,
    /// SONATA: `spikes.h5`, `MONITOR_VARIABLE.h5` for each variable recorded, and of saved values the network.
    Sonata,
}

/// Writes the chosen part of the results to files in a folder, and yields their paths.
///
/// # Errors
/// If a name is unknown, the results cannot be read, a file cannot be written, or nothing chosen fits the format.
pub fn export(
    results: &Results,
    format: Format,
    choice: &Choice,
    folder: &Path,
) -> Result<Vec<PathBuf>, Error> {
    let parts = choice.parts(results)?;
    let mut written = vec![];
    match format {
        Format::Csv => {
            for part in &parts {
                written.push(text(part, folder, "csv", csv::write)?);
            }
        }
        Format::Npz => {
            for part in &parts {
                written.push(arrays::npz(part, folder)?);
            }
        }
        Format::Npy => {
            for part in &parts {
                written.extend(arrays::npy(part, folder)?);
            }
        }
        Format::Matrix => {
            for part in synapses(&parts, choice)? {
                written.extend(matrix::write(results, part, folder)?);
            }
        }
        Format::Sonata => written = sonata::write(results, &parts, choice, folder)?,
        Format::Edges => {
            for part in synapses(&parts, choice)? {
                written.push(text(part, folder, "edges", edges::write)?);
            }
        }
    }
    if written.is_empty() {
        return Err(Error::Nothing { holds: format.holds() });
    }
    Ok(written)
}

/// Writes one part of the results as comma-separated values to `out`.
///
/// # Errors
/// As of [`export`], or if not exactly one part is chosen.
pub fn csv_to(results: &Results, choice: &Choice, out: &mut dyn Write) -> Result<(), Error> {
    let parts = choice.parts(results)?;
    let [part] = parts.as_slice() else {
        return Err(Error::Several { names: parts.into_iter().map(|part| part.name).collect() });
    };
    csv::write(part, &mut |bytes| {
        out.write_all(bytes).map_err(|error| Error::Stream { kind: error.kind(), reason: error.to_string() })
    })
}

impl Format {
    fn holds(self) -> &'static str {
        match self {
            Format::Csv | Format::Npz | Format::Npy => "what monitors recorded and `save` kept",
            Format::Sonata => "spikes, traces and what `save` kept",
            Format::Edges | Format::Matrix => {
                "saved synapses, as `snnc run --connectivity` or `save` in the model keeps them"
            }
        }
    }
}

type Put<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Error>;

fn text(
    part: &Part,
    folder: &Path,
    ending: &str,
    write: impl FnOnce(&Part, Put<'_>) -> Result<(), Error>,
) -> Result<PathBuf, Error> {
    let fresh = Fresh::begin(folder, &format!("{}.{ending}", part.name))?;
    fresh.complete(|file| write(part, &mut |bytes| file.put(bytes)))
}

/// The synapses among the parts; all of them must be such if they are named.
fn synapses<'a>(parts: &'a [Part], choice: &Choice) -> Result<Vec<&'a Part>, Error> {
    let (synapses, others): (Vec<_>, Vec<_>) = parts.iter().partition(|part| part.kind == Kind::Synapses);
    match others.first().filter(|_| !choice.names.is_empty()) {
        Some(other) => Err(Error::unfit(&other.name, "it is no saved synapses")),
        None => Ok(synapses),
    }
}
