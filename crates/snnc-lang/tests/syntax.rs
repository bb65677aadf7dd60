//! The parser, from outside.

#[path = "syntax/show.rs"]
mod show;

#[path = "syntax/language.rs"]
mod language;
