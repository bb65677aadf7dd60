//! From the syntax tree to the checked model.
//!
//! First the names of the file and its constants, then the blocks and their variables, then everything that can name
//! them, so that definitions may stand in any order. A part with an error is left out, and what builds on it says nothing
//! more. The model exists only if there is no error.

mod blocks;
mod causes;
mod checker;
mod clock;
mod connect;
mod connected;
mod constants;
mod declared;
mod dependencies;
mod diagnostics;
mod drive;
mod environment;
mod equations;
mod evaluate;
mod events;
mod expected;
mod expr;
mod functions;
mod generator;
mod given;
mod groups;
mod input;
mod inputs;
mod instance;
mod links;
mod listed;
mod method;
mod models;
mod monitors;
mod pass;
mod pathways;
mod protocol;
mod redeclared;
mod references;
pub(crate) mod reserved;
mod rule;
mod scope;
mod sections;
mod selection;
mod settings;
mod shared;
mod shown;
mod slots;
mod statements;
mod summed;
mod supposed;
mod suspicious;
mod synapses;
mod timed;
mod timed_arrays;
mod too_late;
mod unused;
mod usual;
mod value;

pub(crate) use instance::{merge, replaces};
pub(crate) use models::is_of_synapses;
pub use pass::{Check, Partial};
pub(crate) use sections::{head, is_section};
pub(crate) use shown::{in_unit, value_text};
pub(crate) use slots::is_slot;
pub use value::{Arithmetic, StdArithmetic, exact};

use crate::files::{Cached, Files};
use crate::source::Sources;
use crate::syntax::ast;

/// Checks a file. Each of `overrides` replaces the value of a constant or setting; they stand in sources of their own.
/// What the model names outside of its text is asked of `files`.
pub fn check(
    file: &ast::File,
    sources: &Sources,
    overrides: &[ast::Definition],
    arithmetic: &dyn Arithmetic,
    files: &dyn Files,
) -> Check {
    causes::check(&input::Input { file, sources, overrides, arithmetic, files: &Cached::new(files) })
}
