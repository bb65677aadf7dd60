//! The names of the file.

use super::value::Arithmetic;
use crate::hir::{Constant, ConstantId};
use crate::source::Span;
use crate::syntax::ast;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What a name of the file means.
#[derive(Debug, Clone, Copy)]
pub enum Definition<'a> {
    /// A constant, evaluated; `None` if there is an error in it, which has been told.
    Constant(Option<ConstantId>),
    /// A function.
    Function(&'a ast::Function),
    /// Any other item: a group, synapses, a monitor, …; the number of the item in the file.
    Item(usize),
}

/// A name of the file.
#[derive(Debug, Clone, Copy)]
pub struct FileName<'a> {
    /// What it means.
    pub definition: Definition<'a>,
    /// Where it is defined: the name.
    pub span: Span,
}

/// The names of the file.
pub struct Environment<'a> {
    pub(super) names: HashMap<Arc<str>, FileName<'a>>,
    pub(super) constants: Vec<Constant>,
    pub(super) settings: HashMap<Arc<str>, Constant>,
    pub(super) used: HashSet<Arc<str>>,
    pub(super) arithmetic: &'a dyn Arithmetic,
}

impl<'a> Environment<'a> {
    /// What `name` means, if the file defines it.
    pub fn get(&self, name: &str) -> Option<FileName<'a>> {
        self.names.get(name).copied()
    }

    /// What `name` means, and remembers that it was used.
    pub fn look_up(&mut self, name: &str) -> Option<FileName<'a>> {
        let (key, found) = self.names.get_key_value(name)?;
        if !self.used.contains(name) {
            self.used.insert(key.clone());
        }
        Some(*found)
    }

    /// Whether `name` was used anywhere.
    pub fn is_used(&self, name: &str) -> bool {
        self.used.contains(name)
    }

    /// All names of the file.
    pub fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.names.keys()
    }

    /// The evaluated constants, in file order; those with an error are left out.
    pub fn constants(&self) -> &[Constant] {
        &self.constants
    }

    /// `dt`, `seed` or `wiring_seed` as given by the file or an override, evaluated.
    pub fn setting(&self, name: &str) -> Option<&Constant> {
        self.settings.get(name)
    }
}
