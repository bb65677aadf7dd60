//! Runs of one model with many values of its constants.
//!
//! ```text
//! Axis, Points, seeds ─ Grid ─ Identity ─ Sweep ─ run → journal, a line for each point → table
//! ```
//!
//! A [`Grid`] is all points in order. A [`Sweep`] runs those of its [`Part`] that its journal does not have yet, several at once,
//! and then writes the table from the journal: so what is written does not depend on the order in which points were run, nor on
//! how often it was interrupted. Each point is run as `snnc run --set` does, bit for bit. Nothing here prints.

mod axis;
mod check;
mod crew;
mod error;
mod files;
mod grid;
mod identity;
mod join;
mod journal;
mod models;
mod number;
mod part;
mod point;
mod points;
mod quantity;
mod run;
mod scratch;
mod seeds;
mod sweep;
mod table;
mod values;
mod written;

pub use axis::Axis;
pub use error::Error;
pub use files::ReadOnce;
pub use grid::{Grid, Point};
pub use identity::{File, Identity};
pub use join::{Joined, join};
pub use part::Part;
pub use points::Points;
pub use seeds::parse_seeds;
pub use sweep::{Outcome, Sweep, SweepProgress};
