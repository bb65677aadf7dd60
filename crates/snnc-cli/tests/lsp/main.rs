//! An editor's conversation with `snnc lsp`.

mod diagnostics;
mod editor;
mod files;
mod lifecycle;
mod structure;
