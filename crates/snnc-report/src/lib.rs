//! A page that shows a run.

pub mod charts;
