//! Folders of results as the tests want them.

use ndarray::{Array1, Array2};
use ndarray_npy::NpzWriter;
use serde_json::{Map, Value, json};
use snnc_results::Results;
use std::fs::File;
use std::ops::Range;
use std::path::Path;
use tempfile::TempDir;

/// An end of synapses: its name, its group, and which elements of it.
pub(crate) type End<'e> = (&'e str, &'e str, Range<u32>);

/// A folder in the making.
pub(crate) struct Folder {
    place: TempDir,
    groups: Map<String, Value>,
    subgroups: Map<String, Value>,
    synapses: Map<String, Value>,
    monitors: Map<String, Value>,
    saved: Map<String, Value>,
    runs: Vec<Value>,
    recorded: Map<String, Value>,
    duration: f64,
}

impl Folder {
    pub(crate) fn new() -> Folder {
        let place = tempfile::tempdir().expect("a folder");
        let empty = Map::new;
        Folder {
            place,
            groups: empty(),
            subgroups: empty(),
            synapses: empty(),
            monitors: empty(),
            saved: empty(),
            runs: vec![],
            recorded: empty(),
            duration: 0.0,
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.place.path()
    }

    pub(crate) fn group(mut self, name: &str, size: u32, spikes: u64) -> Folder {
        self.groups.insert(name.into(), json!({ "size": size, "spikes": spikes, "method": "" }));
        self
    }

    pub(crate) fn subgroup(mut self, name: &str, group: &str, range: Range<u32>) -> Folder {
        self.subgroups.insert(name.into(), json!({ "group": group, "start": range.start, "end": range.end }));
        self
    }

    /// A block of synapses between two ends, each a group, or a part of one.
    pub(crate) fn synapses(mut self, name: &str, source: &End<'_>, target: &End<'_>) -> Folder {
        let end = |(name, group, range): &End<'_>| json!({ "name": name, "group": group, "start": range.start, "end": range.end });
        let described = json!({ "source": end(source), "target": end(target), "count": 0, "bytes": 0 });
        self.synapses.insert(name.into(), described);
        self
    }

    /// Synapses that were saved.
    pub(crate) fn saved(mut self, label: &str, synapses: &str, ends: &[(u32, u32)]) -> Folder {
        let mut archive = self.archive(label);
        for (name, of) in [("i", 0), ("j", 1)] {
            let values: Array1<f64> =
                ends.iter().map(|(i, j)| f64::from(if of == 0 { *i } else { *j })).collect();
            archive.add_array(name, &values).expect("an array");
        }
        archive.finish().expect("an archive");
        let arrays = json!({ "i": { "unit": "1" }, "j": { "unit": "1" } });
        let described =
            json!({ "group": synapses, "time": 0.0, "file": format!("{label}.npz"), "arrays": arrays });
        self.saved.insert(label.into(), described);
        self
    }

    /// A run, of which each monitor recorded everything unless `recorded` says otherwise.
    pub(crate) fn run(mut self, start: f64, duration: f64, recorded: &[(&str, [usize; 2])]) -> Folder {
        let mut ranges = if recorded.is_empty() { self.recorded.clone() } else { Map::new() };
        ranges.extend(recorded.iter().map(|(name, range)| ((*name).to_string(), json!(range))));
        self.runs.push(json!({ "start": start, "duration": duration, "dt": 1e-4, "recorded": ranges }));
        self.duration += duration;
        self
    }

    fn archive(&self, name: &str) -> NpzWriter<File> {
        let path = self.path().join(format!("{name}.npz"));
        NpzWriter::new(File::create(path).expect("a file"))
    }

    fn monitor(&mut self, name: &str, (kind, group): (&str, &str), arrays: &Value, recorded: usize) {
        let described =
            json!({ "kind": kind, "group": group, "file": format!("{name}.npz"), "arrays": arrays });
        self.monitors.insert(name.into(), described);
        self.recorded.insert(name.into(), json!([0, recorded]));
    }

    /// Spikes in the order of time, from the trains of neurons.
    pub(crate) fn trains(self, name: &str, group: &str, trains: &[Vec<f64>]) -> Folder {
        let mut spikes: Vec<(f64, i32)> =
            (0..).zip(trains).flat_map(|(i, train)| train.iter().map(move |t| (*t, i))).collect();
        spikes.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.spikes(name, group, &spikes)
    }

    pub(crate) fn spikes(mut self, name: &str, group: &str, spikes: &[(f64, i32)]) -> Folder {
        let mut archive = self.archive(name);
        let indices: Array1<i32> = spikes.iter().map(|spike| spike.1).collect();
        let times: Array1<f64> = spikes.iter().map(|spike| spike.0).collect();
        archive.add_array("i", &indices).expect("an array");
        archive.add_array("t", &times).expect("an array");
        archive.finish().expect("an archive");
        let arrays = json!({ "i": { "unit": "1" }, "t": { "unit": "s" } });
        self.monitor(name, ("spikes", group), &arrays, spikes.len());
        self
    }

    pub(crate) fn counts(mut self, name: &str, group: &str, counts: &[i32]) -> Folder {
        let mut archive = self.archive(name);
        let indices: Array1<i32> = (0..counts.len() as i32).collect();
        archive.add_array("i", &indices).expect("an array");
        archive.add_array("count", &Array1::from(counts.to_vec())).expect("an array");
        archive.finish().expect("an archive");
        let arrays = json!({ "i": { "unit": "1" }, "count": { "unit": "1" } });
        self.monitor(name, ("count", group), &arrays, counts.iter().sum::<i32>() as usize);
        self
    }

    /// A monitor watched so many elements.
    pub(crate) fn of_elements(mut self, name: &str, elements: u64) -> Folder {
        self.monitors[name]["elements"] = json!(elements);
        self
    }

    /// A variable `v` in millivolt: rows of samples.
    pub(crate) fn states(mut self, name: &str, group: &str, times: &[f64], rows: &Array2<f64>) -> Folder {
        let mut archive = self.archive(name);
        let indices: Array1<i32> = (0..rows.nrows() as i32).collect();
        archive.add_array("t", &Array1::from(times.to_vec())).expect("an array");
        archive.add_array("i", &indices).expect("an array");
        archive.add_array("v", rows).expect("an array");
        archive.finish().expect("an archive");
        let shown = json!({ "unit": "mV", "scale": 1e-3 });
        let arrays =
            json!({ "t": { "unit": "s" }, "i": { "unit": "1" }, "v": { "unit": "V", "shown": shown } });
        self.monitor(name, ("states", group), &arrays, times.len());
        self
    }

    pub(crate) fn rate(mut self, name: &str, group: &str, times: &[f64], rates: &[f64]) -> Folder {
        let mut archive = self.archive(name);
        archive.add_array("t", &Array1::from(times.to_vec())).expect("an array");
        archive.add_array("rate", &Array1::from(rates.to_vec())).expect("an array");
        archive.finish().expect("an archive");
        let arrays = json!({ "t": { "unit": "s" }, "rate": { "unit": "Hz" } });
        self.monitor(name, ("rate", group), &arrays, times.len());
        self
    }

    /// Opened, together with what keeps the folder.
    pub(crate) fn open_kept(self) -> (Folder, Results) {
        let results = self.open();
        (self, results)
    }

    /// Writes the description, and opens what there is.
    pub(crate) fn open(&self) -> Results {
        let description = json!({
            "snnc": "0.1.0",
            "model": { "file": "model.eqs", "sha256": "" },
            "backend": "interpreter",
            "precision": "f64",
            "threads": 1,
            "seed": 0,
            "wiring_seed": 0,
            "dt": 1e-4,
            "duration": self.duration,
            "interrupted": false,
            "constants": {},
            "groups": self.groups,
            "subgroups": self.subgroups,
            "synapses": self.synapses,
            "monitors": self.monitors,
            "runs": self.runs,
            "saved": self.saved,
            "not_finite": [],
            "timings": { "parse": 0.0, "check": 0.0, "compile": 0.0, "build": 0.0, "run": 0.0 },
        });
        let text = serde_json::to_string_pretty(&description).expect("a text");
        std::fs::write(self.path().join("run.json"), text).expect("a file");
        Results::open(self.path()).expect("results")
    }
}
