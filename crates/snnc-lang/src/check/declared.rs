//! What is known of the blocks of a file and their variables before any of their expressions is checked.

use super::clock::Clock;
use super::environment::Parameters;
use super::scope::{Binding, Scope, VariableBinding};
use super::sections::BlockKind;
use crate::hir::{DisplayUnit, Endpoint, GroupId, Place, Population, SynapseGroupId, Type, VariableId};
use crate::source::Span;
use crate::syntax::ast::{self, Equation, Member, Name};
use crate::units::Dimension;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// All blocks of a file.
#[derive(Default)]
pub(super) struct Blocks<'a> {
    /// Populations and sources; a [`GroupId`] counts in this list.
    pub(super) groups: Vec<Block<'a>>,
    /// Synapses; a [`SynapseGroupId`] counts in this list. `None` if they are an end of themselves.
    pub(super) synapses: Vec<Option<SynapseBlock<'a>>>,
    /// What the items of these numbers name; `None` if there is an error in it.
    pub(super) named: HashMap<usize, Option<Named>>,
}

impl<'a> Blocks<'a> {
    /// The block that is an end of synapses.
    pub(super) fn of(&self, end: &Named) -> Option<&Block<'a>> {
        match end {
            Named::Part(part) => self.groups.get(part.group.index()),
            Named::Synapses(id) => self.synapses.get(id.index())?.as_ref().map(|synapses| &synapses.block),
        }
    }
}

/// What the name of a group means.
#[derive(Debug, Clone)]
pub(super) enum Named {
    /// A group or a part of one.
    Part(Part),
    /// Synapses.
    Synapses(SynapseGroupId),
}

impl Named {
    /// How many elements, if that is known before the network is built.
    pub(super) fn size(&self) -> Option<u32> {
        match self {
            Named::Part(part) => part.size(),
            Named::Synapses(_) => None,
        }
    }

    /// For the checked model, which exists only if nothing is wrong.
    pub(super) fn endpoint(&self) -> Endpoint {
        match self {
            Named::Part(part) => Endpoint::Population(part.population()),
            Named::Synapses(id) => Endpoint::Synapses(*id),
        }
    }
}

/// A contiguous part of a group.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The group.
    pub(super) group: GroupId,
    /// Its elements; `None` if there is an error in them.
    pub(super) range: Option<Range<u32>>,
}

impl Part {
    /// How many elements.
    pub(super) fn size(&self) -> Option<u32> {
        self.range.as_ref().map(|range| range.end - range.start)
    }

    /// For the checked model, which exists only if nothing is wrong.
    pub(super) fn population(&self) -> Population {
        let Range { start, end } = self.range.clone().unwrap_or_default();
        Population { group: self.group, start, end }
    }
}

/// A block and its variables.
pub(super) struct Block<'a> {
    /// Which kind.
    pub(super) kind: BlockKind,
    /// Its name.
    pub(super) name: &'a Name,
    /// The members that have a meaning and are carried out.
    pub(super) members: Vec<&'a Member>,
    /// The names of what could not be read in it, which the parser has told.
    pub(super) lost: Vec<&'a Name>,
    /// Its variables; a [`VariableId`] counts in this list.
    pub(super) variables: Vec<Declared<'a>>,
    /// The parameters of the model that it is made of.
    pub(super) parameters: Parameters<'a>,
    /// Whether all its variables are known: it is not made of a model that is wrong.
    pub(super) complete: bool,
    /// How many elements, if that is known.
    pub(super) size: Option<u32>,
    /// Which clock it follows.
    pub(super) clock: Clock,
    /// Which item of the file it is.
    pub(super) position: usize,
}

impl Block<'_> {
    /// Whether a section of that name is in it but could not be read.
    pub(super) fn has_lost(&self, section: &str) -> bool {
        self.lost.iter().any(|name| *name.text == *section)
    }

    /// Whether its elements can spike.
    pub(super) fn spikes(&self) -> bool {
        let threshold = |member: &&Member| matches!(member.kind, ast::MemberKind::Threshold(_));
        if self.kind == BlockKind::Synapses {
            return false;
        }
        self.kind != BlockKind::Neurons
            || !self.complete
            || self.has_lost("threshold")
            || self.members.iter().any(threshold)
    }
}

/// Synapses and their ends.
pub(super) struct SynapseBlock<'a> {
    /// Their block.
    pub(super) block: Block<'a>,
    /// The presynaptic end; `None` if there is an error in it.
    pub(super) source: Option<Named>,
    /// The postsynaptic end.
    pub(super) target: Option<Named>,
}

/// A declared variable.
#[derive(Debug)]
pub(super) struct Declared<'a> {
    /// Its name.
    pub(super) name: Arc<str>,
    /// Where it is declared: the name.
    pub(super) span: Span,
    /// Its equation; `None` for the number of a synapse within its pair (`as k`).
    pub(super) equation: Option<&'a Equation>,
    /// Type, dimension and unit; `None` if there is an error in them.
    pub(super) meaning: Option<Meaning>,
    /// Whether its right side is carried out.
    pub(super) carried_out: bool,
    /// Whether the name means this variable: it is not declared before.
    pub(super) named: bool,
    /// What it is linked to.
    pub(super) link: Option<LinkTarget<'a>>,
}

/// What a linked variable names.
#[derive(Debug, Clone)]
pub(super) struct LinkTarget<'a> {
    /// The name of the group.
    pub(super) group: Name,
    /// The elements.
    pub(super) part: Part,
    /// The variable of their group.
    pub(super) variable: VariableId,
    /// `other.y[expr]`.
    pub(super) index: Option<&'a ast::Expr>,
    /// Whether all elements read the same value.
    pub(super) shared: bool,
}

/// What is known of a variable by its declaration.
#[derive(Debug, Clone)]
pub(super) struct Meaning {
    /// Its type.
    pub(super) ty: Type,
    /// Its dimension.
    pub(super) dimension: Dimension,
    /// How it is shown.
    pub(super) unit: DisplayUnit,
}

impl Declared<'_> {
    /// A variable whose equation could not be read.
    pub(super) fn lost(name: &Name) -> Self {
        Declared {
            name: name.text.clone(),
            span: name.span,
            equation: None,
            meaning: None,
            carried_out: false,
            named: true,
            link: None,
        }
    }

    /// Whether its equation has that flag.
    pub(super) fn has(&self, flag: &str) -> bool {
        self.equation.is_some_and(|equation| equation.flags.iter().any(|f| *f.text == *flag))
    }

    /// Whether all elements of its block share one value.
    pub(super) fn is_shared(&self) -> bool {
        self.has("shared") || self.link.as_ref().is_some_and(|link| link.shared)
    }

    /// The unit after `:`.
    pub(super) fn unit_span(&self) -> Option<Span> {
        self.equation?.unit.as_ref().map(|unit| unit.span)
    }

    fn binding(&self, place: Place, id: usize) -> Binding {
        match &self.meaning {
            None => Binding::Poisoned,
            Some(meaning) => Binding::Variable(VariableBinding {
                place,
                id: VariableId(id as u32),
                ty: meaning.ty,
                dimension: meaning.dimension,
                unit: meaning.unit.clone(),
                span: self.span,
                unit_span: self.unit_span(),
            }),
        }
    }
}

/// Binds the variables of a block under their names with this suffix: `_pre` and `_post` for those of an end of a synapse.
pub(super) fn bind(scope: &mut Scope, variables: &[Declared<'_>], place: Place, suffix: &str) {
    for (id, variable) in variables.iter().enumerate() {
        if variable.named {
            let name = match suffix {
                "" => variable.name.clone(),
                _ => format!("{}{suffix}", variable.name).into(),
            };
            scope.bind(name, variable.binding(place, id));
        }
    }
}
