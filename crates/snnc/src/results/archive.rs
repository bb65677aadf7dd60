//! NumPy archives.

use crate::recording::{Data, Saved, SavedArray};
use ndarray::ArrayView1;
use ndarray_npy::{NpzWriter, WriteNpzError};
use snnc_ir::kernel::Type;
use std::fs::File;
use std::path::Path;

/// Writes the data of a monitor.
pub(super) fn write(path: &Path, data: &Data) -> Result<(), String> {
    try_write(path, data).map_err(|error| error.to_string())
}

/// Writes what was saved.
pub(super) fn write_saved(path: &Path, saved: &Saved) -> Result<(), String> {
    let write = || -> Result<(), WriteNpzError> {
        let file = std::io::BufWriter::new(File::create(path).map_err(zip_error)?);
        let mut archive = NpzWriter::new(file);
        for SavedArray { variable, values } in &saved.arrays {
            let name = variable.name.as_str();
            match (name, variable.ty) {
                ("i" | "j", Type::I64) => {
                    let ends: Vec<i32> = values.iter().map(|k| *k as i32).collect();
                    archive.add_array(name, &ArrayView1::from(&ends))?;
                }
                _ => archive.add_array(name, &ArrayView1::from(values))?,
            }
        }
        let file = archive.finish()?;
        file.into_inner().map_err(|e| zip_error(e.into_error()))?.sync_all().map_err(zip_error)
    };
    write().map_err(|error| error.to_string())
}

fn try_write(path: &Path, data: &Data) -> Result<(), WriteNpzError> {
    let file = std::io::BufWriter::new(File::create(path).map_err(zip_error)?);
    let mut archive = NpzWriter::new(file);
    match data {
        Data::Spikes(spikes) => {
            archive.add_array("i", &spikes.indices())?;
            archive.add_array("t", &spikes.times())?;
            for (variable, values) in &spikes.with {
                archive.add_array(variable.name.as_str(), &ArrayView1::from(values))?;
            }
        }
        Data::Counts(counts) => {
            archive.add_array("i", &counts.indices())?;
            archive.add_array("count", &counts.counts())?;
        }
        Data::States(states) => {
            archive.add_array("t", &states.times())?;
            archive.add_array("i", &states.indices())?;
            for (variable, _) in &states.variables {
                if let Some(trace) = states.get(&variable.name) {
                    // In C order, as most readers expect.
                    archive.add_array(variable.name.as_str(), &trace.values.as_standard_layout())?;
                }
            }
        }
        Data::Rate(rate) => {
            archive.add_array("t", &rate.times())?;
            archive.add_array("rate", &rate.rates())?;
        }
    }
    let file = archive.finish()?;
    file.into_inner().map_err(|e| zip_error(e.into_error()))?.sync_all().map_err(zip_error)
}

fn zip_error(error: std::io::Error) -> WriteNpzError {
    WriteNpzError::Zip(error.into())
}
