//! A page that shows a run: what was run, its plots, statistics, network, equations and parameters, and where it comes from.
//!
//! The page is one HTML text that needs nothing beside it: no network, no other file.

pub mod charts;
mod html;
mod model;
mod network;
mod page;
mod quantities;
mod sections;
mod typeset;

pub use page::report;
