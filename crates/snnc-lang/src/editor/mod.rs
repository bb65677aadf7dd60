//! What an editor asks of a model while it is typed: plain functions of an [`Analysis`] and a [`Place`] in it.
//!
//! None of them fails or panics, whatever the text: a file in an editor is wrong most of the time.

mod analysis;
mod completion;
mod definition;
mod describe;
mod dimension;
mod documentation;
mod folds;
mod hints;
mod hover;
mod language;
mod names;
mod nodes;
mod outline;
pub mod rename;
mod selection;
mod signature;
pub mod symbols;
mod tokens;
mod types;
mod words;

pub use analysis::{Analysis, Place, analyse};
pub use completion::{Completion, CompletionKind, completions};
pub use definition::{definition, references};
pub use folds::{Fold, FoldKind, folds};
pub use hints::{InlayHint, InlayKind, inlay_hints};
pub use hover::{Hover, hover};
pub use outline::{OutlineItem, OutlineKind, outline};
pub use selection::enclosing;
pub use signature::{Signature, signature};
pub use tokens::{Modifiers, Token, TokenKind, tokens};
