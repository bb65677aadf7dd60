//! What a block adds to the names of the file, as data.

use crate::hir::{DisplayUnit, ExprId, LocalId, NoiseId, Place, Type, VariableId};
use crate::source::Span;
use crate::units::Dimension;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Where an expression stands; it decides which builtin quantities exist there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Site {
    /// A constant expression: constants, sizes, delays, durations.
    Constant,
    /// A block of neurons.
    Neurons,
    /// A block of a Poisson source.
    Poisson,
    /// The equations and statements of synapses.
    Synapses,
    /// A connection rule.
    Connect,
    /// The condition that ends a run.
    Until,
}

/// A variable that expressions can name, own or of an end.
#[derive(Debug, Clone)]
pub(super) struct VariableBinding {
    /// Whose.
    pub(super) place: Place,
    /// Its number there.
    pub(super) id: VariableId,
    /// Its type.
    pub(super) ty: Type,
    /// Its dimension.
    pub(super) dimension: Dimension,
    /// How it is shown.
    pub(super) unit: DisplayUnit,
    /// Where it is declared: the name.
    pub(super) span: Span,
    /// The unit after `:` of its declaration.
    pub(super) unit_span: Option<Span>,
}

/// What a name of a block means.
#[derive(Debug, Clone)]
pub(super) enum Binding {
    /// A variable of the block, or of an end of the synapse.
    Variable(VariableBinding),
    /// A local name of the statements.
    Local {
        /// Its number.
        id: LocalId,
        /// Its type.
        ty: Type,
        /// Its dimension.
        dimension: Dimension,
        /// Where it is first assigned.
        span: Span,
    },
    /// A value that is checked already: a parameter of a function, the running name of a `sum`.
    Value {
        /// The value.
        id: ExprId,
        /// Whether it is a literal that fits any dimension.
        any: bool,
    },
    /// It is declared, but with an error that has been told.
    Poisoned,
    /// It exists, but cannot be used here.
    Refused {
        /// One sentence.
        message: String,
        /// What to do instead.
        help: Option<String>,
        /// Another place involved and what to say of it.
        label: Option<(Span, String)>,
    },
}

/// Why a subexpression cannot draw.
pub(super) const EACH_READ: &str = "a subexpression is computed each time it is read, and would differ";

/// The names and rules of the place where an expression stands.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    /// Where.
    pub(super) site: Site,
    /// `None` if random functions are allowed, else why not: a clause that follows "`rand()` cannot stand here: ".
    pub(super) no_random: Option<&'static str>,
    /// `None` if `xi` is allowed, else why not: a clause that follows "`xi` cannot stand here: ".
    pub(super) no_noise: Option<&'static str>,
    /// The noises met so far: `xi`, `xi_a`, …; a [`NoiseId`] counts in this list.
    pub(super) noises: Vec<Arc<str>>,
    /// The number of elements, where `N` means that.
    pub(super) size: Option<u32>,
    /// Whether the source and the target are synapses.
    pub(super) synaptic_ends: [bool; 2],
    /// What `dt` is, where it is not the model's, in seconds.
    pub(super) dt: Option<f64>,
    /// Whether some equation of the synapses is event-driven.
    pub(super) event_driven: bool,
    /// The function of the file whose body this is: none of the block's names are known in it.
    pub(super) function: Option<Arc<str>>,
    /// Whether sums over the synapses of one target or source are known: in their `init`.
    pub(super) reductions: bool,
    names: HashMap<Arc<str>, Binding>,
    used: HashSet<Arc<str>>,
}

impl Scope {
    /// A scope without names of its own; random functions and `xi` are refused.
    pub(super) fn new(site: Site) -> Self {
        Scope {
            site,
            no_random: Some(match site {
                Site::Constant => "a constant has one value",
                _ => "its value would differ each time it is read",
            }),
            no_noise: Some("noise has a meaning only in a differential equation"),
            noises: vec![],
            size: None,
            synaptic_ends: [false; 2],
            dt: None,
            event_driven: false,
            function: None,
            reductions: false,
            names: HashMap::new(),
            used: HashSet::new(),
        }
    }

    /// Of an expression that must be constant.
    pub(super) fn constant() -> Self {
        Scope::new(Site::Constant)
    }

    /// Binds `name`, which hides what it meant before.
    pub(super) fn bind(&mut self, name: Arc<str>, binding: Binding) {
        self.names.insert(name, binding);
    }

    /// Takes a name away, at the end of the statements that it was local to.
    pub(super) fn unbind(&mut self, name: &str) {
        self.names.remove(name);
    }

    /// What `name` means here, if the block says so.
    pub(super) fn get(&self, name: &str) -> Option<&Binding> {
        self.names.get(name)
    }

    /// What `name` means here, and remembers that it was used.
    pub(super) fn look_up(&mut self, name: &str) -> Option<&Binding> {
        let (key, binding) = self.names.get_key_value(name)?;
        if !self.used.contains(name) {
            self.used.insert(key.clone());
        }
        Some(binding)
    }

    /// Whether `name` was used in any expression.
    pub(super) fn is_used(&self, name: &str) -> bool {
        self.used.contains(name)
    }

    /// All names of the block, for suggestions.
    pub(super) fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.names.keys()
    }

    /// The names of the block that mean variables.
    pub(super) fn variables(&self) -> impl Iterator<Item = &Arc<str>> {
        let variables = self.names.iter().filter(|(_, meaning)| matches!(meaning, Binding::Variable(_)));
        variables.map(|(name, _)| name)
    }

    /// The variables of the block under their names.
    pub(super) fn declarations(&self) -> impl Iterator<Item = (&Arc<str>, &VariableBinding)> {
        self.names.iter().filter_map(|(name, meaning)| match meaning {
            Binding::Variable(variable) => Some((name, variable)),
            _ => None,
        })
    }

    /// The number of the noise of that name.
    pub(super) fn noise(&mut self, name: &Arc<str>) -> NoiseId {
        let known = self.noises.iter().position(|n| n == name);
        let at = known.unwrap_or_else(|| {
            self.noises.push(name.clone());
            self.noises.len() - 1
        });
        NoiseId(at as u32)
    }
}
