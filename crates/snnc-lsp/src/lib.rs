//! The language server of snnc: what `snnc check` tells while one types, and what else an editor asks of a model.
//!
//! ```text
//! editor ─ notifications → documents ─ parse, check → models ─ publishing → editor
//!        ─ requests ───────────────── dispatch ────────┴─ one file a feature → editor
//! ```
//!
//! `transport` reads and writes messages, `server` takes them in order, `dispatch` says which part answers which. `session` is
//! what all answers are made from: the open `documents`, and each of them `checked` as a model when it is first asked for after
//! a change. The features convert between the protocol and the queries of [`snnc_lang::editor`], by `positions` and `uris`.
//!
//! It depends on the language alone and compiles nothing; what only the compiler finds is asked of a [`Compiler`].

mod actions;
mod capabilities;
mod checked;
mod client;
mod completion;
mod diagnostics;
mod dispatch;
mod documents;
mod edits;
mod explain;
mod folding;
mod formatting;
mod hovering;
mod navigation;
mod positions;
mod publishing;
mod renaming;
mod selection;
mod server;
mod session;
mod signatures;
mod symbols;
mod tokens;
mod transport;
mod uris;
mod watching;
mod workspace;

pub use checked::Compiler;
pub use server::{Ending, serve};
