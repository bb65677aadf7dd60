//! From the text of a model to its plan, and what the kernels of the plan do.

mod integrators;
mod kernels;
mod method;
mod model;
mod models;
mod plan;
mod traces;
