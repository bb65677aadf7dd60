//! SONATA, the format of networks and simulations that the Allen Institute and the Blue Brain Project share.
//!
//! Dai, Hernando, Billeh, Gratiy, Planas et al. (2020), `PLoS` Computational Biology 16(2): e1007696,
//! doi:10.1371/journal.pcbi.1007696; <https://github.com/AllenInstitute/sonata/blob/master/docs/SONATA_DEVELOPER_GUIDE.md>

mod circuit;
mod edges;
mod nodes;
mod ranges;
mod report;
mod spikes;

use crate::choice::Choice;
use crate::error::Error;
use crate::fresh::Fresh;
use crate::hdf5::{Attribute, Group};
use crate::part::{Kind, Part};
use crate::quantity::Unit;
use snnc_results::{ArrayDescription, MonitorKind, Results};
use std::path::{Path, PathBuf};

/// Writes spikes, traces, and where synapses were saved the network.
pub(crate) fn write(
    results: &Results,
    parts: &[Part],
    choice: &Choice,
    folder: &Path,
) -> Result<Vec<PathBuf>, Error> {
    let homeless = |part: &&Part| matches!(part.kind, Kind::Monitor(MonitorKind::Count | MonitorKind::Rate));
    if let Some(part) = parts.iter().find(homeless).filter(|_| !choice.names.is_empty()) {
        return Err(Error::unfit(&part.name, "SONATA has no place for counts and rates"));
    }
    let mut written = spikes::write(results, parts, folder)?;
    for part in parts.iter().filter(|part| part.is_traces()) {
        written.extend(report::write(results, part, folder)?);
    }
    written.extend(circuit::write(results, parts, choice, folder)?);
    Ok(written)
}

/// The group in which elements are numbered, and the number of the first.
fn population(results: &Results, group: &str) -> (String, u64) {
    match results.description().subgroups.get(group) {
        Some(part) => (part.group.clone(), u64::from(part.start)),
        None => (group.to_string(), 0),
    }
}

/// A root with the marks of SONATA: a magic number and the version 0.1.
fn root<'a>() -> Group<'a> {
    let mut root = Group::default();
    root.attribute("magic", Attribute::Numbers(vec![0x0a7a]));
    root.attribute("version", Attribute::Numbers(vec![0, 1]));
    root
}

/// The unit of a variable: that of its declaration, but voltages are in millivolts, as tools take for granted.
fn unit(description: &ArrayDescription) -> Unit {
    if description.unit == "V" { Unit::of("mV", 1e-3) } else { Unit::shown(description) }
}

/// Tells the unit, if there is one.
fn told(unit: &Unit) -> Option<Attribute> {
    (!unit.symbol.is_empty()).then(|| Attribute::Text(unit.symbol.clone()))
}

/// Writes a text as a whole file.
fn text(folder: &Path, name: &str, text: &str) -> Result<PathBuf, Error> {
    Fresh::begin(folder, name)?.complete(|file| file.put(text.as_bytes()))
}
