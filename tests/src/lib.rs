//! What the tests across crates share: where the models are, what a run yields, figures of spike trains, random models.

pub mod agreement;
pub mod constructs;
pub mod expectation;
pub mod figures;
pub mod files;
pub mod generate;
pub mod mutate;
pub mod observe;
pub mod parallel;
pub mod shortened;
