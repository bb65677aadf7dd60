//! The language server of snnc: what `snnc check` tells, while one types.
//!
//! ```text
//! editor ─ didOpen, didChange → text ─ parse, check → diagnostics ─ publishDiagnostics → editor
//! ```
//!
//! It depends on the language alone and compiles nothing.

mod convert;
mod documents;
mod findings;
mod server;

pub use server::serve;
