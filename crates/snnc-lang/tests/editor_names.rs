//! What an editor is told of names: where each is defined and used, what it is, how it is renamed.

#[path = "editor_names/consistent.rs"]
mod consistent;
#[path = "editor_names/hovering.rs"]
mod hovering;
#[path = "editor_names/meaning.rs"]
mod meaning;
#[path = "editor_names/renaming.rs"]
mod renaming;
#[path = "editor_names/robust.rs"]
mod robust;
#[path = "editor_names/support.rs"]
mod support;
