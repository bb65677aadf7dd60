//! Several threads that carry out the steps of a simulation together, to the bits of one.
//!
//! Every thread goes through all operations of a step, and keeps the spikes of the last steps for itself. What is done to
//! the elements of a group or to synapses it does to its own [share](member::Member::share) alone; what cannot be
//! divided is done by the first thread. So each element is worked on by one thread, in the order that it has with one
//! thread alone, and threads [meet](barrier::Barrier) only where one needs what another has written.

pub(crate) mod barrier;
pub(crate) mod member;
mod memory;
pub(crate) mod pace;
pub(crate) mod rows;
pub(crate) mod turns;
