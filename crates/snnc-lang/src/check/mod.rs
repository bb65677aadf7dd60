//! From the syntax tree to the checked model.

mod checker;
mod constants;
mod dependencies;
mod diagnostics;
mod environment;
mod expected;
mod expr;
mod functions;
mod reserved;
mod scope;
mod suggest;
mod value;

pub use value::{Arithmetic, StdArithmetic};

use crate::diagnostic::Diagnostic;
use crate::hir;

/// What checking yields: all findings, and the model if none of them is an error.
#[derive(Debug, Clone, Default)]
pub struct Check {
    /// The model; `None` if there are errors.
    pub model: Option<hir::Model>,
    /// In the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}
