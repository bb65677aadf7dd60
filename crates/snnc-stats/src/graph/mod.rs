//! Connections as a directed graph.

mod clustering;
mod directed;

pub use directed::{Components, Directed, Distances};
