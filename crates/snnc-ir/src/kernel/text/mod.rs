//! Kernels as text, for people and tests.
//!
//! ```text
//! kernel cortex/update over range {
//!   column v: f64, lane, written, storage 0
//!   stream cortex/xi
//! once:
//!   %0 = f64 0.99
//!   %1 = f64 0.02
//! each lane:
//!   %2 = load v
//!   %3 = normal cortex/xi
//!   %4 = mul.f64 %1, %3
//!   %5 = fma.f64 %0, %2, %4
//!   %6 = ge.f64 %5, %1
//!   emit %6
//!   store v, %5
//! }
//! ```
//!
//! Numbers count instructions, those without a value too. An operation carries the type of its operands where it is made for
//! several. Floats are the shortest decimals that give the same bits. `Display` writes it, `FromStr` reads it.

mod float;
mod names;
mod parse;
mod print;

pub use parse::ParseKernelError;
