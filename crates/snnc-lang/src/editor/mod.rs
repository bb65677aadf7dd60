//! What an editor asks of a model while it is typed: plain functions of an [`Analysis`] and a [`Place`] in it.
//!
//! None of them fails or panics, whatever the text: a file in an editor is wrong most of the time.

mod analysis;

pub use analysis::{Analysis, Place, analyse};
