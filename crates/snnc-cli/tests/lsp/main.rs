//! An editor's conversation with `snnc lsp`.

mod diagnostics;
mod editor;
mod files;
mod fuzz;
mod lifecycle;
mod names;
mod structure;
mod typing;
