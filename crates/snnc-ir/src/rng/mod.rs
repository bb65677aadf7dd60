//! Random numbers that are addressed, not drawn in turn.
//!
//! An ordinary generator has a state, and so what a neuron gets depends on who else has drawn before it. Here
//! a number is a function of its address: [`Draw`] names the stream (the place in the model that draws), the
//! step, the epoch and the element. [Philox](philox4x32_10) turns the address into random bits, and those
//! become a [`uniform`], [`normal`], [`poisson`] or [`binomial`] number. It follows that
//!
//! - the order of evaluation and the number of threads do not matter,
//! - one place's numbers do not change when another place draws more or less,
//! - a value can be had again without what came before it.
//!
//! The distributions use the functions of [`math`](crate::math) only, which give the same bits everywhere,
//! and are themselves defined once: [`fill_uniform`] and [`fill_normal`] are the scalar functions in loops
//! that the compiler vectorises.

#![allow(clippy::inline_always, reason = "blocks of numbers must end up in the loop that is vectorised")]

mod binomial;
mod box_muller;
mod density;
mod draw;
mod fill;
mod inversion;
mod key;
mod mantissa;
mod philox;
mod poisson;
mod stream;
mod waiting;
mod words;

pub use binomial::{binomial, fill_binomial};
pub use draw::{Draw, normal, uniform};
pub use fill::{fill_normal, fill_uniform};
pub use key::StreamKey;
pub use philox::philox4x32_10;
pub use poisson::{fill_poisson, poisson};
pub use stream::Stream;
pub use waiting::{Geometric, fill_exponential};
