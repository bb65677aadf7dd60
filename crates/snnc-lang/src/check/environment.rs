//! The names of the file.

use super::value::Arithmetic;
use crate::hir::{Constant, ConstantId};
use crate::source::Span;
use crate::syntax::ast;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What a name of the file means.
#[derive(Debug, Clone, Copy)]
pub(super) enum Definition<'a> {
    /// A constant, evaluated; `None` if there is an error in it, which has been told.
    Constant(Option<ConstantId>),
    /// A function; `None` if it calls itself, which has been told.
    Function(Option<&'a ast::Function>),
    /// Any other item: a group, synapses, a monitor, …; the number of the item in the file.
    Item(usize),
    /// Something that could not be read, which the parser has told.
    Lost,
}

/// A name of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct FileName<'a> {
    /// What it means.
    pub(super) definition: Definition<'a>,
    /// Where it is defined: the name.
    pub(super) span: Span,
    /// What it is, with its article: "a constant", "a group of neurons".
    pub(super) what: &'static str,
}

/// The names of the file.
pub(super) struct Environment<'a> {
    pub(super) names: HashMap<Arc<str>, FileName<'a>>,
    /// By [`ConstantId`]: in file order; `None` for those with an error.
    pub(super) table: Vec<Option<Constant>>,
    pub(super) settings: HashMap<Arc<str>, Constant>,
    pub(super) arithmetic: &'a dyn Arithmetic,
    /// The settings that the file or an override gives.
    pub(super) given: HashSet<Arc<str>>,
    used: HashSet<Arc<str>>,
}

impl<'a> Environment<'a> {
    /// Without names.
    pub(super) fn new(arithmetic: &'a dyn Arithmetic) -> Self {
        Environment {
            names: HashMap::new(),
            table: vec![],
            settings: HashMap::new(),
            arithmetic,
            given: HashSet::new(),
            used: HashSet::new(),
        }
    }

    /// What `name` means, if the file defines it.
    pub(super) fn get(&self, name: &str) -> Option<FileName<'a>> {
        self.names.get(name).copied()
    }

    /// What `name` means, and remembers that it was used.
    pub(super) fn look_up(&mut self, name: &str) -> Option<FileName<'a>> {
        let (key, found) = self.names.get_key_value(name)?;
        if !self.used.contains(name) {
            self.used.insert(key.clone());
        }
        Some(*found)
    }

    /// Whether `name` was used anywhere.
    pub(super) fn is_used(&self, name: &str) -> bool {
        self.used.contains(name)
    }

    /// Whether what `name` means could not be read.
    pub(super) fn is_lost(&self, name: &str) -> bool {
        matches!(self.get(name), Some(FileName { definition: Definition::Lost, .. }))
    }

    /// All names of the file.
    pub(super) fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.names.keys()
    }

    /// The evaluated constants, in file order. A [`ConstantId`] counts in this list if none of them has an error.
    pub(super) fn constants(&self) -> impl Iterator<Item = &Constant> {
        self.table.iter().flatten()
    }

    /// The constant of that number.
    pub(super) fn constant(&self, id: ConstantId) -> Option<&Constant> {
        self.table.get(id.index())?.as_ref()
    }

    /// The constant of that name.
    pub(super) fn constant_named(&self, name: &str) -> Option<&Constant> {
        match self.get(name)?.definition {
            Definition::Constant(id) => self.constant(id?),
            _ => None,
        }
    }

    /// Whether the file or an override gives this setting, with an error or without.
    pub(super) fn is_given(&self, name: &str) -> bool {
        self.given.contains(name)
    }

    /// `dt`, `seed` or `wiring_seed` as given by the file or an override, evaluated; `None` too if it has an error,
    /// which has been told.
    pub(super) fn setting(&self, name: &str) -> Option<&Constant> {
        self.settings.get(name)
    }
}
