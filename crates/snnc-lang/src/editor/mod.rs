//! What an editor asks of a model while it is typed: plain functions of an [`Analysis`] and a [`Place`] in it.
//!
//! None of them fails or panics, whatever the text: a file in an editor is wrong most of the time.

mod analysis;
mod completion;
mod folds;
mod language;
mod names;
mod outline;
pub mod symbols;
mod tokens;

pub use analysis::{Analysis, Place, analyse};
pub use completion::{Completion, CompletionKind, completions};
pub use folds::{Fold, FoldKind, folds};
pub use outline::{OutlineItem, OutlineKind, outline};
pub use tokens::{Modifiers, Token, TokenKind, tokens};
