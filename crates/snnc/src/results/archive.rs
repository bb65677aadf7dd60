//! The archive of a monitor, and of what was saved.

use super::npz::Archive;
use super::traces;
use crate::recording::{Data, Saved, SavedArray, Streamed, StreamedKind};
use snnc_ir::kernel::Type;
use std::path::Path;

/// Writes the data of a monitor.
pub(super) fn write(path: &Path, data: &Data) -> Result<(), String> {
    let mut archive = Archive::create(path)?;
    match data {
        Data::Spikes(spikes) => {
            archive.array("i", &spikes.indices)?;
            archive.array("t", &spikes.times)?;
            for (variable, values) in &spikes.with {
                archive.array(&variable.name, values)?;
            }
        }
        Data::Counts(counts) => {
            archive.array("i", &counts.indices)?;
            archive.array("count", &counts.counts)?;
        }
        Data::States(states) => {
            archive.array("t", &states.times)?;
            archive.array("i", &states.indices)?;
            let samples = states.times.len();
            for (variable, values) in &states.variables {
                archive.begin::<f64>(&variable.name, &[states.indices.len(), samples])?;
                traces::write(&mut archive, None, values, (states.indices.len(), samples))?;
            }
        }
        Data::Rate(rate) => {
            archive.array("t", &rate.times)?;
            archive.array("rate", &rate.rates)?;
        }
        Data::Streamed(streamed) => write_streamed(&mut archive, streamed)?,
    }
    archive.finish()
}

fn write_streamed(archive: &mut Archive, streamed: &Streamed) -> Result<(), String> {
    let Streamed { kind, variables, tape } = streamed;
    let named = variables.iter().map(|variable| variable.name.as_str());
    match kind {
        StreamedKind::Spikes => {
            traces::write_indices(archive, "i", tape)?;
            traces::write_times(archive, "t", tape)?;
            for (k, name) in named.enumerate() {
                archive.begin::<f64>(name, &[tape.len()])?;
                traces::write_variable(archive, tape, k)?;
            }
        }
        StreamedKind::States(indices) => {
            traces::write_times(archive, "t", tape)?;
            archive.array("i", indices)?;
            for (k, name) in named.enumerate() {
                archive.begin::<f64>(name, &[indices.len(), tape.len()])?;
                traces::write_variable(archive, tape, k)?;
            }
        }
        StreamedKind::Rate => {
            traces::write_times(archive, "t", tape)?;
            archive.begin::<f64>("rate", &[tape.len()])?;
            traces::write_variable(archive, tape, 0)?;
        }
    }
    Ok(())
}

/// Writes what was saved.
pub(super) fn write_saved(path: &Path, saved: &Saved) -> Result<(), String> {
    let mut archive = Archive::create(path)?;
    for SavedArray { variable, values } in &saved.arrays {
        let name = variable.name.as_str();
        match (name, variable.ty) {
            ("i" | "j", Type::I64) => {
                let ends: Vec<i32> = values.iter().map(|k| *k as i32).collect();
                archive.array(name, &ends)?;
            }
            _ => archive.array(name, values)?,
        }
    }
    archive.finish()
}
