//! The results of a run: the description that is written beside them, and how both are read again.
//!
//! ```no_run
//! let results = snnc_results::Results::open("results/cuba")?;
//! for (name, spikes) in results.spike_monitors() {
//!     println!("{name}: {} spikes", results.spikes(name)?.len());
//! }
//! # Ok::<(), snnc_results::Error>(())
//! ```
//!
//! Spikes are read whole (12 bytes each); traces and rates stay on disk, and are read piece by piece. Nothing here prints.

mod archive;
mod compare;
mod description;
mod error;
mod laid;
mod number;
mod parts;
mod results;
mod spikes;
mod traces;

pub use archive::{Archive, Array, ElementType};
pub use compare::{Comparison, Difference, compare};
pub use description::{
    ArrayDescription, Connected, Constant, DataFile, Description, Group, Model, Monitor, MonitorKind,
    NotFinite, Run, Saved, Settings, Shown, SourceText, Subgroup, Synapses, Timings,
};
pub use error::Error;
pub use laid::Laid;
pub use number::Number;
pub use parts::{Part, slice};
pub use results::{DESCRIPTION, Results};
pub use spikes::{Counts, Spikes};
pub use traces::{Rate, States};
