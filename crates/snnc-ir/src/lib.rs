//! The intermediate representations of snnc.
//!
//! ```text
//! snnc_lang::hir::Model ─ lower::lower → plan::Plan { kernels: Vec<kernel::Kernel> } ─ execute::Backend → Bound
//! ```
//!
//! The lowering builds each kernel as a scalar SSA graph for one neuron or synapse, simplifies it, and
//! schedules it as a block [kernel]. The interpreter defines what a kernel means.

pub mod arithmetic;
pub mod bits;
pub mod column;
pub mod execute;
pub mod faults;
pub mod graph;
pub mod interpret;
pub mod kernel;
pub mod lower;
pub mod math;
pub mod plan;
pub mod rng;
#[doc(hidden)]
pub mod testing;
