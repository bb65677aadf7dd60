//! Figures of recorded spikes, traces and rates.
//!
//! ```text
//! Results ─ charts → Figure ─ svg → SVG ─ png → PNG
//!                           ╰ terminal → text
//! ```
//!
//! A [`Figure`](figure::Figure) is a value that says what is to be seen: panels, axes, marks in data units. Nothing here
//! prints.

pub mod colour_map;
pub mod figure;
pub mod font;
pub mod png;
pub mod svg;
pub mod ticks;
pub mod unit;
