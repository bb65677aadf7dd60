//! The names of the file.

use super::value::Arithmetic;
use crate::hir::{ArrayId, Constant, ConstantId, Method, TimedArray, TimedArrayId, Value};
use crate::source::Span;
use crate::syntax::ast;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

/// What a name of the file means.
#[derive(Debug, Clone, Copy)]
pub(super) enum Definition<'a> {
    /// A constant, or a parameter of a model, evaluated; `None` if there is an error in it, which has been told.
    Constant(Option<ConstantId>),
    /// An array.
    Array(ArrayId),
    /// A timed array, and the number of its item.
    Timed(TimedArrayId, usize),
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
    /// By [`ConstantId`]: in file order, then the parameters of models; `None` for those with an error.
    pub(super) table: Vec<Option<Constant>>,
    /// By [`TimedArrayId`]: in file order; `None` for those with an error, and until they are evaluated.
    pub(super) timed: Vec<Option<TimedArray>>,
    pub(super) settings: HashMap<Arc<str>, Constant>,
    pub(super) arithmetic: &'a dyn Arithmetic,
    /// The settings that the file or an override gives.
    pub(super) given: HashSet<Arc<str>>,
    /// The parameters of the model that the block at hand is made of.
    pub(super) parameters: Parameters<'a>,
    /// What is known of the constants that are parameters of models.
    pub(super) bound: HashMap<ConstantId, Bound>,
    /// What `set` has made of constants and settings.
    pub(super) values: HashMap<Arc<str>, Value>,
    /// What `set` has made of the methods of groups and synapses.
    pub(super) methods: HashMap<Arc<str>, (Method, Span)>,
    /// Whether `set` makes a method of some group one that keeps a tolerance.
    pub(super) keeps_tolerance: bool,
    used: HashSet<Arc<str>>,
    /// The parameters of models that were used, by where they stand.
    used_parameters: HashSet<Span>,
}

/// The parameters of a model in one of its uses: names that come before those of the file.
pub(super) type Parameters<'a> = Option<Rc<Instance<'a>>>;

/// One use of a model.
#[derive(Debug, Clone)]
pub(super) struct Instance<'a> {
    /// The parameters.
    pub(super) names: HashMap<Arc<str>, FileName<'a>>,
    /// The whole model.
    pub(super) model: Span,
    /// Where it is used.
    pub(super) used: Span,
}

/// What is known of a parameter of a model, besides its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bound {
    /// Whether it is a literal that fits any dimension.
    pub(super) any: bool,
    /// The argument that decides its dimension, where no default does.
    pub(super) argument: Option<Span>,
}

impl FileName<'_> {
    /// What it is and of what: "a constant of the file".
    pub(super) fn described(&self) -> String {
        if self.what == PARAMETER { PARAMETER.to_string() } else { format!("{} of the file", self.what) }
    }
}

/// What a parameter of a model is.
pub(super) const PARAMETER: &str = "a parameter of its model";

impl<'a> Environment<'a> {
    /// Without names.
    pub(super) fn new(arithmetic: &'a dyn Arithmetic) -> Self {
        Environment {
            names: HashMap::new(),
            table: vec![],
            timed: vec![],
            settings: HashMap::new(),
            arithmetic,
            given: HashSet::new(),
            parameters: None,
            bound: HashMap::new(),
            values: HashMap::new(),
            methods: HashMap::new(),
            keeps_tolerance: false,
            used: HashSet::new(),
            used_parameters: HashSet::new(),
        }
    }

    /// What `name` means, if it is a parameter of the model at hand or the file defines it.
    pub(super) fn get(&self, name: &str) -> Option<FileName<'a>> {
        self.parameter(name).or_else(|| self.names.get(name).copied())
    }

    fn parameter(&self, name: &str) -> Option<FileName<'a>> {
        self.parameters.as_ref()?.names.get(name).copied()
    }

    /// What `name` means, and remembers that it was used.
    pub(super) fn look_up(&mut self, name: &str) -> Option<FileName<'a>> {
        if let Some(parameter) = self.parameter(name) {
            self.used_parameters.insert(parameter.span);
            return Some(parameter);
        }
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

    /// Whether the parameter of a model that stands there was used anywhere.
    pub(super) fn is_used_parameter(&self, at: Span) -> bool {
        self.used_parameters.contains(&at)
    }

    /// Whether what `name` means could not be read.
    pub(super) fn is_lost(&self, name: &str) -> bool {
        matches!(self.get(name), Some(FileName { definition: Definition::Lost, .. }))
    }

    /// All names of the file, and of the parameters at hand.
    pub(super) fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.names.keys().chain(self.parameters.iter().flat_map(|parameters| parameters.names.keys()))
    }

    /// The evaluated constants, in file order. A [`ConstantId`] counts in this list if none of them has an error.
    pub(super) fn constants(&self) -> impl Iterator<Item = &Constant> {
        self.table.iter().flatten()
    }

    /// The constants that the file itself defines.
    pub(super) fn own_constants(&self) -> impl Iterator<Item = &Constant> {
        let own =
            self.table.iter().enumerate().filter(|(at, _)| !self.bound.contains_key(&ConstantId(*at as u32)));
        own.filter_map(|(_, constant)| constant.as_ref())
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
