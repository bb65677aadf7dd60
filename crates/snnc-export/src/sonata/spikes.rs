//! Spikes: `/spikes/POPULATION/{timestamps, node_ids}`.

use super::{population, root};
use crate::error::Error;
use crate::fresh::Fresh;
use crate::hdf5::{self, Attribute, Element, Group};
use crate::part::{Kind, PIECE, Part};
use snnc_results::{MonitorKind, Results};
use std::path::{Path, PathBuf};

const SORTINGS: &[&str] = &["none", "by_id", "by_time"];

/// Writes `spikes.h5` with the spikes of each population, as the first monitor that watches it has recorded them. What further
/// monitors have recorded of it goes to files of their own.
pub(super) fn write(results: &Results, parts: &[Part], folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut together: Vec<(String, u64, &Part)> = vec![];
    let mut apart = vec![];
    for part in parts.iter().filter(|part| part.kind == Kind::Monitor(MonitorKind::Spikes)) {
        let (name, first) = population(results, &part.group);
        if together.iter().any(|(known, ..)| *known == name) {
            apart.push((name, first, part));
        } else {
            together.push((name, first, part));
        }
    }
    let mut written = vec![];
    if !together.is_empty() {
        written.push(file(&together, folder, "spikes.h5")?);
    }
    for one in apart {
        let name = format!("{}.h5", one.2.name);
        written.push(file(&[one], folder, &name)?);
    }
    Ok(written)
}

fn file(populations: &[(String, u64, &Part)], folder: &Path, name: &str) -> Result<PathBuf, Error> {
    let mut root = root();
    for (name, first, part) in populations {
        spikes(root.group("spikes").group(name), *first, part)?;
    }
    hdf5::write(&root, Fresh::begin(folder, name)?)
}

fn spikes<'a>(group: &mut Group<'a>, first: u64, part: &'a Part) -> Result<(), Error> {
    let (indices, times) = (part.array("i")?, part.array("t")?);
    let count = part.rows.count() as u64;
    let sorting = if in_order(part)? { 2 } else { 0 };
    group.attribute("sorting", Attribute::Choice { among: SORTINGS, at: sorting });
    let timestamps = group.dataset("timestamps", Element::F64, &[count], move |put| {
        for piece in part.rows.pieces(PIECE) {
            let times = times.floats(piece)?;
            put(&times.iter().flat_map(|time| (time * 1e3).to_le_bytes()).collect::<Vec<_>>())?;
        }
        Ok(())
    });
    timestamps.attribute("units", Attribute::Text("ms".into()));
    group.dataset("node_ids", Element::U64, &[count], move |put| {
        for piece in part.rows.pieces(PIECE) {
            let indices = indices.integers(piece)?;
            put(&indices.iter().flat_map(|index| (first + *index as u64).to_le_bytes()).collect::<Vec<_>>())?;
        }
        Ok(())
    });
    Ok(())
}

/// Whether times never fall: they do where a state was restored.
fn in_order(part: &Part) -> Result<bool, Error> {
    let mut last = f64::NEG_INFINITY;
    for piece in part.rows.pieces(PIECE) {
        for time in part.array("t")?.floats(piece)? {
            if time < last {
                return Ok(false);
            }
            last = time;
        }
    }
    Ok(true)
}
