//! The results of a run in the formats of other programs: CSV, arrays, edge lists and SONATA.
//!
//! ```no_run
//! use snnc_export::{Choice, Format};
//!
//! let results = snnc_results::Results::open("results/cuba")?;
//! for path in snnc_export::export(&results, Format::Csv, &Choice::default(), "cuba-csv".as_ref())? {
//!     println!("{}", path.display());
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Archives are read piece by piece, and what is written is written as it is read: memory does not grow with the length of
//! a recording. A file that is there already is replaced only by a complete one. Nothing here prints.

mod arrays;
mod choice;
mod csv;
mod edges;
mod error;
mod export;
mod fresh;
mod grid;
mod hdf5;
mod matrix;
mod npy;
mod part;
mod quantity;
mod sonata;
mod table;

pub use choice::Choice;
pub use error::Error;
pub use export::{Format, csv_to, export};
