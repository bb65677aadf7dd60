//! Random kernels, and memory for them to work on: what the tests of every backend share.
//!
//! All is made from a list of numbers, the choices; less and smaller ones make simpler kernels, which is how property
//! tests find the simplest that fails.

mod choices;
mod kernels;
mod world;

pub use choices::Choices;
pub use kernels::{kernel, replay, tame_kernel};
pub use world::World;
