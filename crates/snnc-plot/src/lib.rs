//! Figures of recorded spikes, traces and rates.
//!
//! ```text
//! Results ─ charts → Figure ─ svg → SVG ─ png → PNG
//!                           ╰ terminal → text
//! ```
//!
//! A [`Figure`] is a value that says what is to be seen: panels, axes, marks in data units. Nothing here prints.

pub mod figure;
