//! Figures of recorded spikes, traces and rates.
//!
//! ```text
//! Results ─ charts → Figure ─ svg → SVG ─ png → PNG
//!                           ╰ terminal → text
//! ```
//!
//! A [`Figure`](figure::Figure) is a value that says what is to be seen: panels, axes, marks in data units. Nothing here
//! prints.

mod charts;
mod choices;
mod choose;
pub mod colour_map;
mod elements;
mod error;
pub mod figure;
pub mod font;
pub mod png;
pub mod svg;
pub mod terminal;
pub mod ticks;
pub mod unit;

pub use choices::{Chart, Choices, Peak};
pub use choose::plot;
pub use elements::Elements;
pub use error::Error;
