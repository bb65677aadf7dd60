//! A folder of results.

use crate::archive::Archive;
use crate::description::{Description, Monitor, MonitorKind};
use crate::error::Error;
use crate::spikes::{Counts, Spikes};
use crate::traces::{Rate, States};
use std::path::{Path, PathBuf};

/// The file that describes a run, and by which a folder is known to hold one.
pub const DESCRIPTION: &str = "run.json";

/// What a run left behind: a folder with a description and archives.
#[derive(Debug, Clone)]
pub struct Results {
    folder: PathBuf,
    description: Description,
}

impl Results {
    /// Reads the description in a folder.
    ///
    /// # Errors
    /// If there is none, or it is not understood.
    pub fn open(folder: impl AsRef<Path>) -> Result<Results, Error> {
        let folder = folder.as_ref();
        let path = folder.join(DESCRIPTION);
        let text = std::fs::read_to_string(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                Error::file(folder, format!("it holds no results: there is no `{DESCRIPTION}` in it"))
            }
            _ => Error::file(&path, error),
        })?;
        let description = serde_json::from_str(&text).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => Error::file(
                &path,
                format!("another version of snnc wrote it, or something else did: {error}"),
            ),
            _ => Error::file(&path, error),
        })?;
        Ok(Results { folder: folder.to_path_buf(), description })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What was run.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// The monitors that recorded spikes or events, in file order.
    pub fn spike_monitors(&self) -> impl Iterator<Item = (&str, &Monitor)> {
        self.monitors(MonitorKind::Spikes)
    }

    /// The monitors of a kind, in file order.
    pub fn monitors(&self, kind: MonitorKind) -> impl Iterator<Item = (&str, &Monitor)> {
        let all = self.description.monitors.iter().filter(move |(_, monitor)| monitor.kind == kind);
        all.map(|(name, monitor)| (name.as_str(), monitor))
    }

    /// How many elements are in a group, a subgroup or synapses.
    pub fn size(&self, group: &str) -> Option<u64> {
        let Description { groups, subgroups, synapses, .. } = &self.description;
        let whole = groups.get(group).map(|group| u64::from(group.size));
        let part = || subgroups.get(group).map(|part| u64::from(part.end - part.start));
        whole.or_else(part).or_else(|| synapses.get(group).map(|synapses| synapses.count))
    }

    /// The spikes that a monitor recorded, whole.
    ///
    /// # Errors
    /// If there is no such monitor of spikes, or its archive cannot be read.
    pub fn spikes(&self, monitor: &str) -> Result<Spikes, Error> {
        let archive = self.archive(monitor, MonitorKind::Spikes)?;
        Ok(Spikes { indices: indices(&archive)?, times: floats(&archive, "t")? })
    }

    /// The numbers of spikes that a monitor counted.
    ///
    /// # Errors
    /// If there is no such monitor of counts, or its archive cannot be read.
    pub fn counts(&self, monitor: &str) -> Result<Counts, Error> {
        let archive = self.archive(monitor, MonitorKind::Count)?;
        let counts = archive.get("count")?;
        Ok(Counts { indices: indices(&archive)?, counts: counts.integers(0..counts.len())? })
    }

    /// The variables that a monitor recorded.
    ///
    /// # Errors
    /// If there is no such monitor of variables, or its archive cannot be read.
    pub fn states(&self, monitor: &str) -> Result<States, Error> {
        let archive = self.archive(monitor, MonitorKind::States)?;
        let mut variables = self.description.monitors[monitor].arrays.clone();
        variables.retain(|name, _| name != "t" && name != "i");
        Ok(States { times: floats(&archive, "t")?, indices: indices(&archive)?, archive, variables })
    }

    /// The population rate that a monitor recorded.
    ///
    /// # Errors
    /// If there is no such monitor of a rate, or its archive cannot be read.
    pub fn rate(&self, monitor: &str) -> Result<Rate, Error> {
        let archive = self.archive(monitor, MonitorKind::Rate)?;
        Ok(Rate { times: floats(&archive, "t")?, rates: floats(&archive, "rate")? })
    }

    /// The archive of what was saved.
    ///
    /// # Errors
    /// If nothing of that name was saved, or its archive cannot be read.
    pub fn saved(&self, label: &str) -> Result<Archive, Error> {
        let all = &self.description.saved;
        let found = all.get(label);
        let found =
            found.ok_or_else(|| Error::unknown("saved state", label, all.keys().map(String::as_str)))?;
        Archive::open(self.folder.join(&found.file))
    }

    /// The archive of a monitor of a kind.
    fn archive(&self, monitor: &str, kind: MonitorKind) -> Result<Archive, Error> {
        let named = match kind {
            MonitorKind::Spikes => "monitor of spikes",
            MonitorKind::Count => "monitor of counts",
            MonitorKind::States => "monitor of variables",
            MonitorKind::Rate => "monitor of a rate",
        };
        let found = self.description.monitors.get(monitor).filter(|found| found.kind == kind);
        let known = || self.monitors(kind).map(|(name, _)| name);
        let found = found.ok_or_else(|| Error::unknown(named, monitor, known()))?;
        Archive::open(self.folder.join(&found.file))
    }
}

fn floats(archive: &Archive, name: &str) -> Result<Vec<f64>, Error> {
    let array = archive.get(name)?;
    array.floats(0..array.len())
}

fn indices(archive: &Archive) -> Result<Vec<i32>, Error> {
    let array = archive.get("i")?;
    Ok(array.integers(0..array.len())?.into_iter().map(|index| index as i32).collect())
}
