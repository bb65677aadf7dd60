//! What is checked.

use super::value::Arithmetic;
use crate::files::Cached;
use crate::source::Sources;
use crate::syntax::ast;

/// A file and what is around it.
pub(super) struct Input<'a> {
    pub(super) file: &'a ast::File,
    pub(super) sources: &'a Sources,
    /// What replaces the values of constants and settings.
    pub(super) overrides: &'a [ast::Definition],
    pub(super) arithmetic: &'a dyn Arithmetic,
    /// What the model names outside of its text.
    pub(super) files: &'a Cached<'a>,
}
