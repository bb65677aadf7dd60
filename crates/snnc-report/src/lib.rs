//! A page that shows a run: what was run, its plots, statistics, network, equations and parameters, and where it comes from.
//!
//! The page is one HTML text that needs nothing beside it: no network, no other file.

// Pieces of a page are put together in the order in which they are read; beside its data they cost nothing.
#![allow(clippy::format_push_string)]

pub mod charts;
mod error;
mod html;
mod model;
mod network;
mod page;
mod quantities;
mod sections;
mod table;
mod typeset;

pub use error::Error;
pub use page::report;
