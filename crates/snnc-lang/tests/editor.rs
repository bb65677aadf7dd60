//! What an editor asks of a model: its outline, folds, tokens, completions, signatures.

#[path = "editor/completion.rs"]
mod completion;
#[path = "editor/outline.rs"]
mod outline;
#[path = "editor/robust.rs"]
mod robust;
#[path = "editor/shown.rs"]
mod shown;
#[path = "editor/signature.rs"]
mod signature;
#[path = "editor/tokens.rs"]
mod tokens;
