//! Compile and run models of spiking neural networks.
//!
//! ```no_run
//! let recording = snnc::Model::from_file("models/adex_coba.eqs")?.with("tau_w", "100 ms")?.compile()?.run()?;
//! println!("{} spikes", recording.spikes("cortex")?.len());
//! # Ok::<(), snnc::Error>(())
//! ```
//!
//! ```text
//! Model ─ compile → CompiledModel ─ simulation → Simulation ─ finish → Recording
//! ```
//!
//! A [`Model`] is a parsed text, a [`CompiledModel`] is immutable and shareable, a [`Simulation`] owns all mutable state,
//! a [`Recording`] holds what the monitors saw. Nothing here prints.

mod clocks;
mod compiled;
mod compiler;
mod connectivity;
mod demands;
mod error;
mod finite;
mod history;
mod memory;
mod model;
mod monitor;
mod network;
mod origin;
mod parallel;
mod profile;
mod program;
mod recording;
mod results;
mod saved;
mod schedule;
mod selection;
mod simulation;
mod state;
mod tape;
mod threads;

pub use compiled::{CompileTimings, CompiledModel, Seed};
pub use compiler::{Backend, Compiler, KernelCounts};
pub use error::{Error, Rejection};
pub use finite::NotFinite;
pub use model::Model;
pub use network::Building;
pub use profile::{Profile, Spent};
pub use recording::{
    Counts, Data, GroupSummary, Monitored, Rate, Recording, Run, Saved, SavedArray, Spikes, States, Streamed,
    SynapseSummary, Trace,
};
pub use results::ResultFolder;
pub use simulation::{Progress, Simulation};
pub use snnc_ir::kernel::Precision;
pub use threads::Threads;
