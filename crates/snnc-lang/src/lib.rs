//! The snnc model language: from text to a checked model.
//!
//! ```text
//! text ─ syntax::parse → syntax::ast::File ─ check::check → hir::Model
//!              └──────────── diagnostics ─────────┘
//! ```
//!
//! Both phases return a value *and* a list of [`Diagnostic`]s; neither fails, does I/O or prints. What a model names outside
//! of its text is asked of [`files::Files`].

pub mod check;
pub mod diagnostic;
pub mod editor;
pub mod explain;
pub mod files;
pub mod format;
pub mod hir;
pub mod imports;
pub mod report;
pub mod source;
mod spelling;
pub mod syntax;
pub mod units;

pub use diagnostic::{Diagnostic, Severity};
pub use source::{Source, SourceId, Sources, Span};
