//! The parser, from outside.

#[path = "syntax/show.rs"]
mod show;

#[path = "syntax/language.rs"]
mod language;
#[path = "syntax/random.rs"]
mod random;
#[path = "syntax/robust.rs"]
mod robust;
#[path = "syntax/trees.rs"]
mod trees;
#[path = "syntax/wrong.rs"]
mod wrong;
