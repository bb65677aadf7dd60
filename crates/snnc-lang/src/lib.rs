//! The snnc model language: from text to a checked model.
//!
//! ```text
//! text ─ syntax::parse → syntax::ast::File ─ check::check → hir::Model
//!              └──────────── diagnostics ─────────┘
//! ```
//!
//! Both phases return a value *and* a list of [`Diagnostic`]s; neither fails, does I/O or prints.

pub mod check;
pub mod diagnostic;
pub mod hir;
pub mod report;
pub mod source;
mod spelling;
pub mod syntax;
pub mod units;

pub use diagnostic::{Diagnostic, Severity};
pub use source::{Source, SourceId, Sources, Span};
