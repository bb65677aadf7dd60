//! `run.json`: what was run, with what, and what was recorded. Whoever writes it and whoever reads it share these types.
//!
//! All maps keep the order of the model file.

use crate::number::Number;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// A run, as it is described.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// The version of snnc.
    pub snnc: String,
    /// The model file and all it was made from.
    pub model: Model,
    /// What was asked for besides the model.
    #[serde(default)]
    pub settings: Settings,
    /// How it was executed: `wide (AVX-512)`.
    pub backend: String,
    /// How floats were stored: `f64` or `f32`.
    pub precision: String,
    /// How many threads simulated it.
    pub threads: usize,
    /// The seed of the random streams.
    pub seed: u64,
    /// The seed of connections and initial values.
    pub wiring_seed: u64,
    /// The time step in seconds.
    pub dt: f64,
    /// Simulated time in seconds.
    pub duration: f64,
    /// Whether it was stopped before its end.
    pub interrupted: bool,
    /// The constants in effect at the beginning.
    pub constants: IndexMap<String, Constant>,
    /// Populations and sources of spikes.
    pub groups: IndexMap<String, Group>,
    /// Named parts of them.
    #[serde(default)]
    pub subgroups: IndexMap<String, Subgroup>,
    /// Synapses.
    pub synapses: IndexMap<String, Synapses>,
    /// What was recorded.
    pub monitors: IndexMap<String, Monitor>,
    /// Each `run`, in order.
    pub runs: Vec<Run>,
    /// What was saved.
    pub saved: IndexMap<String, Saved>,
    /// Values that became NaN or infinite.
    pub not_finite: Vec<NotFinite>,
    /// Where the time went, in seconds.
    pub timings: Timings,
    /// Where the time of the steps went, if that was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<serde_json::Value>,
}

/// The model file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Model {
    /// Its name, without its folder.
    pub file: String,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// Its text.
    #[serde(default)]
    pub text: String,
    /// The folder in which it was.
    #[serde(default)]
    pub folder: String,
    /// What it imports, directly or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub imports: Vec<SourceText>,
    /// The data that it loads.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<DataFile>,
}

/// An imported file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SourceText {
    /// Its name as seen from the folder of the model file; the whole path if it is somewhere else.
    pub file: String,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// Its text.
    #[serde(default)]
    pub text: String,
}

/// A file of arrays that was loaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DataFile {
    /// Its name as seen from the folder of the model file; the whole path if it is somewhere else.
    pub file: String,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// What the command line replaced, as it was written.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Settings {
    /// Constants, and `dt` and seeds as names of their own: name and expression.
    #[serde(default)]
    pub set: IndexMap<String, String>,
    /// The duration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
    /// Whether all synapses were to be saved at the end.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub connectivity: bool,
}

/// A constant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Constant {
    /// Its value, in SI.
    pub value: Number,
    /// The SI unit.
    pub unit: String,
}

/// A population or a source of spikes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// How many elements.
    pub size: u32,
    /// How many spikes in all; `None` if it cannot spike.
    pub spikes: Option<u64>,
    /// How it was integrated, and why so; empty where nothing is integrated.
    pub method: String,
}

/// A part of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subgroup {
    /// The group.
    pub group: String,
    /// Its first element.
    pub start: u32,
    /// One past its last.
    pub end: u32,
}

/// What a block of synapses made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Synapses {
    /// Where they begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Connected>,
    /// Where they end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Connected>,
    /// How many.
    pub count: u64,
    /// What they took of memory.
    pub bytes: u64,
}

/// An end of synapses: a group or synapses, or a part of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connected {
    /// As it is called where the synapses are declared: of a group, or of a part that has a name.
    pub name: String,
    /// The group or synapses of which it is a part, or which it is.
    pub group: String,
    /// The first element.
    pub start: u64,
    /// One past the last.
    pub end: u64,
}

/// What a monitor recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Monitor {
    /// What kind of recording.
    pub kind: MonitorKind,
    /// The group, subgroup or synapses that it watched.
    pub group: String,
    /// How many elements of it, where it watched only some for their spikes; of variables, `i` lists them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elements: Option<u64>,
    /// The archive in the folder.
    pub file: String,
    /// Its arrays.
    pub arrays: IndexMap<String, ArrayDescription>,
}

/// A kind of recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MonitorKind {
    /// Arrays `i` and `t`, and variables at each spike or event.
    Spikes,
    /// Arrays `i` and `count`.
    Count,
    /// Arrays `t` and `i`, and each variable as `[index, time]`.
    States,
    /// Arrays `t` and `rate`.
    Rate,
}

/// What the values of an array are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArrayDescription {
    /// The SI unit of the values.
    pub unit: String,
    /// The unit in which the model declares the variable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Shown>,
}

/// A unit, and its value in SI.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// As it is written: `mV`.
    pub unit: String,
    /// How much of SI it is: 0.001.
    pub scale: f64,
}

/// One `run`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The time step in seconds.
    pub dt: f64,
    /// How long it lasted, in seconds.
    pub duration: f64,
    /// For each monitor which of its samples or spikes are of this run: first, and one past the last.
    pub recorded: IndexMap<String, [usize; 2]>,
    /// When it began, in seconds.
    pub start: f64,
    /// The constants that `set` has changed until then.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub set: IndexMap<String, Constant>,
}

/// The values of a group or of synapses at a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// The group or synapses.
    pub group: String,
    /// When, in seconds.
    pub time: f64,
    /// The archive in the folder.
    pub file: String,
    /// Its arrays; of synapses also `i`, `j`, `k` and `delay`.
    pub arrays: IndexMap<String, ArrayDescription>,
}

/// A value that became NaN or infinite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotFinite {
    /// The group or synapses.
    pub group: String,
    /// The variable.
    pub variable: String,
    /// The element.
    pub index: u64,
    /// When it was found, in seconds.
    pub time: f64,
    /// What it became.
    pub value: String,
}

/// Where the time went, in seconds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Timings {
    /// Reading and parsing.
    pub parse: f64,
    /// Checking.
    pub check: f64,
    /// To machine code.
    pub compile: f64,
    /// Building the network.
    pub build: f64,
    /// All steps.
    pub run: f64,
}
