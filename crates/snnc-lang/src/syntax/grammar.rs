//! The pest parser of one statement, generated from `grammar.pest`.

#![allow(missing_docs, clippy::pedantic)]

use pest_derive::Parser;

/// Reads one statement by one rule.
#[derive(Parser)]
#[grammar = "syntax/grammar.pest"]
pub(super) struct Grammar;
