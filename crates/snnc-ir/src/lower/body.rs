//! A kernel in the making: its graph, and the memory that its columns mean.

use super::demands::Demands;
use super::layout::Kept;
use super::names::PlaceName;
use super::{Lowering, diagnostics};
use crate::graph::Graph;
use crate::kernel::{Constant, Domain, EndIndex, Precision, Space, Type, Value};
use crate::plan::{KernelUse, Storage, StoredVariable};
use snnc_lang::hir::{self, Endpoint, ExprId, GroupId, LocalId, NoiseId, Place, SynapseGroupId, VariableId};
use snnc_lang::syntax::ast::End;
use snnc_lang::{Diagnostic, Span};
use std::collections::HashMap;

/// Whose code it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Site {
    /// A neuron's.
    Group(GroupId),
    /// A synapse's.
    Synapses(SynapseGroupId),
}

/// When it is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// When pairs are chosen: there are no synapses yet, and `t` is 0.
    Connecting,
    /// When initial values are set: `t` is 0.
    Initial,
    /// In a time step.
    Step,
}

/// An expression as it is met: of the block whose code it is, or of the neuron at an end of a synapse.
pub(super) type Met = (ExprId, Option<End>);

/// Whose variables a name means, and how they are indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A group's, from its element `offset` on.
    Group { id: GroupId, space: Space, offset: u32 },
    /// The synapse's own (in the space `Lane`), or of synapses at one of its ends.
    Synapses { id: SynapseGroupId, space: Space },
}

/// The point within a step at which expressions are evaluated; by default its start.
#[derive(Debug, Clone, Default)]
pub(super) struct Stage {
    /// How much of the step has passed, a float from 0 to 1; `None`: nothing.
    pub(super) progress: Option<Value>,
    /// The values that variables of the block have there.
    pub(super) states: HashMap<VariableId, Value>,
}

/// A kernel in the making.
pub(super) struct Body<'a, 'm> {
    pub(super) cx: &'a mut Lowering<'m>,
    pub(super) graph: Graph,
    pub(super) place: PlaceName,
    pub(super) site: Site,
    pub(super) moment: Moment,
    /// Whether its one lane is what all elements of the block share.
    pub(super) shared: bool,
    /// What is wrong with it; told if it is finished.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Where sums over synapses are kept that have been computed.
    pub(super) reduced: HashMap<ExprId, usize>,
    /// The values of the variables that the neurons at an end keep for its synapse, where statements may change them.
    pub(super) traces: HashMap<VariableId, Value>,
    /// The end whose neurons its lanes are, though its code is a synapse's.
    pub(super) neurons_at: Option<End>,
    /// The values of local names.
    pub(super) locals: HashMap<LocalId, Value>,
    /// Values that hold until a variable is written.
    pub(super) memo: HashMap<Met, Value>,
    /// Draws: once for each expression, whatever is written in between.
    pub(super) draws: HashMap<Met, Value>,
    /// `xi` and its kin, where an integrator has asked for them.
    pub(super) noises: HashMap<NoiseId, Value>,
    /// What was found of many elements, where a condition that ends a run reads it.
    pub(super) of_many: Vec<Value>,
    /// Whether this neuron is not refractory, where this kernel computes it.
    pub(super) not_refractory: Option<Value>,
    /// Whether it must not write the `unless refractory` variables of refractory neurons.
    pub(super) protects: bool,
    /// The time step of the clock in whose steps it is carried out, in seconds.
    pub(super) caller_dt: f64,
    /// The index of an end that a formula gives.
    pub(super) given: Option<(Space, Value)>,
    /// Where in the step expressions are evaluated.
    pub(super) stage: Stage,
    /// What its expressions demand.
    pub(super) demands: Demands,
    columns: Vec<BoundColumn>,
}

/// A column, and what it means.
struct BoundColumn {
    storage: Storage,
    space: Space,
    /// The number of its memory; see [`crate::kernel::ColumnDecl::storage`].
    memory: u32,
    column: u32,
}

impl<'a, 'm> Body<'a, 'm> {
    pub(super) fn new(
        cx: &'a mut Lowering<'m>,
        place: PlaceName,
        domain: Domain,
        site: Site,
        moment: Moment,
    ) -> Self {
        let caller_dt = cx.dt(site);
        Body {
            cx,
            graph: Graph::new(place.to_string(), domain),
            place,
            site,
            moment,
            shared: false,
            diagnostics: Vec::new(),
            reduced: HashMap::new(),
            traces: HashMap::new(),
            neurons_at: None,
            locals: HashMap::new(),
            memo: HashMap::new(),
            draws: HashMap::new(),
            noises: HashMap::new(),
            of_many: Vec::new(),
            not_refractory: None,
            protects: matches!(site, Site::Synapses(_)),
            caller_dt,
            given: None,
            stage: Stage::default(),
            demands: Demands::default(),
            columns: Vec::new(),
        }
    }

    /// The finished kernel, now one of the plan.
    pub(super) fn finish(self) -> KernelUse {
        let kernel = self.graph.finish();
        let meaning = |column: u32| {
            let bound = self.columns.iter().find(|bound| bound.column == column);
            bound.map_or(Storage::Output, |bound| bound.storage)
        };
        let columns = (0..kernel.columns.len() as u32).map(meaning).collect();
        self.cx.diagnostics.extend(self.diagnostics);
        self.cx.kernels.push(kernel);
        KernelUse { kernel: self.cx.kernels.len() - 1, columns }
    }

    /// Gives the kernel up, since what it would compute is known; but tells what is wrong with it.
    pub(super) fn abandon(self) {
        self.cx.diagnostics.extend(self.diagnostics);
    }

    /// Stores the kernel's result in memory of the caller, and finishes it.
    pub(super) fn finish_with_output(mut self, name: &str, value: Value) -> KernelUse {
        let ty = self.graph.ty(value);
        let column = self.column(Storage::Output, Space::Lane, name, ty);
        self.graph.store(column, value);
        self.finish()
    }

    /// Adds the value to an element of the caller's memory, and finishes the kernel.
    pub(super) fn finish_adding(mut self, name: &str, space: Space, ty: Type, value: Value) -> KernelUse {
        let column = self.column(Storage::Output, space, name, ty);
        let before = self.graph.load(column);
        let sum = self.graph.add(before, value);
        self.graph.store(column, sum);
        self.finish()
    }

    /// The column for a memory.
    pub(super) fn column(&mut self, storage: Storage, space: Space, name: &str, ty: Type) -> u32 {
        if let Some(known) = self.columns.iter().find(|c| c.storage == storage && c.space == space) {
            return known.column;
        }
        let fresh = self.columns.iter().map(|c| c.memory + 1).max().unwrap_or(0);
        let same = self.columns.iter().find(|c| same_memory(c.storage, storage));
        let memory = same.map_or(fresh, |c| c.memory);
        // Parts of one memory that begin at different elements are columns of their own.
        let others = self.columns.iter().filter(|c| c.memory == memory && c.space == space).count();
        let name = if others == 0 { name.to_string() } else { format!("{name}/{others}") };
        let column = self.graph.column_in(self.precision(storage), name, ty, space, memory);
        self.columns.push(BoundColumn { storage, space, memory, column });
        column
    }

    /// How the floats of a memory are stored.
    fn precision(&self, storage: Storage) -> Precision {
        let layout = match storage {
            Storage::Group { group, variable, .. } => self.cx.groups.get(group).map(|it| (it, variable)),
            Storage::Synapses { synapses, variable } => {
                self.cx.synapses.get(synapses).map(|it| (it, variable))
            }
            Storage::Array(_) | Storage::Scratch(_) | Storage::Reduced(_) | Storage::Output => None,
        };
        let stored = layout.and_then(|(layout, variable)| layout.variables.get(variable));
        stored.map_or(Precision::Double, |variable| variable.precision)
    }

    /// Whose the variables of `place` are in an expression met at `end`.
    pub(super) fn owner(&self, place: Place, end: Option<End>) -> Owner {
        match (self.site, end, place) {
            (Site::Group(id), ..) => Owner::Group { id, space: Space::Lane, offset: 0 },
            (Site::Synapses(id), None, Place::Own) => Owner::Synapses { id, space: Space::Lane },
            (Site::Synapses(id), Some(end), _) | (Site::Synapses(id), None, Place::End(end)) => {
                let space = if self.neurons_at == Some(end) { Space::Lane } else { space_of(end) };
                match self.cx.end(id, end) {
                    Endpoint::Population(of) => Owner::Group { id: of.group, space, offset: of.start },
                    Endpoint::Synapses(id) => Owner::Synapses { id, space },
                }
            }
        }
    }

    /// The column of a stored variable; `None` if it has no memory.
    pub(super) fn variable_column(&mut self, owner: Owner, id: VariableId) -> Option<u32> {
        let slot = self.cx.layout(owner).slot(id)?;
        Some(self.stored_column(owner, slot))
    }

    /// Reads what the runtime keeps for a block.
    pub(super) fn load_kept(&mut self, owner: Owner, what: Kept) -> Value {
        let column = self.kept_column(owner, what);
        self.graph.load(column)
    }

    /// Writes what the runtime keeps for a block.
    pub(super) fn store_kept(&mut self, owner: Owner, what: Kept, value: Value) {
        let column = self.kept_column(owner, what);
        self.graph.store(column, value);
    }

    pub(super) fn kept_column(&mut self, owner: Owner, what: Kept) -> u32 {
        let slot = self.cx.layout_mut(owner).keep(what);
        self.stored_column(owner, slot)
    }

    /// The column of a float that a method keeps for this block.
    pub(super) fn hidden_column(&mut self, name: &str) -> u32 {
        let owner = self.owner(Place::Own, None);
        let name = if self.shared { format!("_shared{name}") } else { name.to_owned() };
        let slot = self.cx.layout_mut(owner).hidden(&name, self.shared);
        self.stored_column(owner, slot)
    }

    /// The column of a float that is kept with each element of an owner, for this block.
    pub(super) fn column_with(&mut self, owner: Owner, name: &str) -> u32 {
        let slot = self.cx.layout_mut(owner).hidden(name, false);
        self.stored_column(owner, slot)
    }

    fn stored_column(&mut self, owner: Owner, slot: usize) -> u32 {
        let StoredVariable { name, ty, shared, .. } = self.cx.layout(owner).variables[slot].clone();
        let (storage, space) = match owner {
            Owner::Group { id, space, offset } => {
                let offset = if shared { 0 } else { offset };
                (Storage::Group { group: id.index(), variable: slot, offset }, space)
            }
            Owner::Synapses { id, space } => {
                (Storage::Synapses { synapses: id.index(), variable: slot }, space)
            }
        };
        let space = if shared && !(self.shared && self.is_own(owner)) { Space::Shared } else { space };
        self.column(storage, space, &name, ty)
    }

    /// Whether a name means the block's own.
    fn is_own(&self, owner: Owner) -> bool {
        match (self.site, owner) {
            (Site::Group(own), Owner::Group { id, .. }) => own == id,
            (Site::Synapses(own), Owner::Synapses { id, space: Space::Lane }) => own == id,
            _ => false,
        }
    }

    /// Whether lanes of this kernel have an index of that space; if not, says so.
    pub(super) fn has(&mut self, space: Space, span: Span) -> bool {
        let domain = self.graph.domain();
        let (index, end) = match space {
            Space::Pre => (domain.pre, "source"),
            Space::Post => (domain.post, "target"),
            Space::Lane | Space::Shared | Space::Element => return true,
        };
        if index == EndIndex::None {
            let why = format!("this number is the same for every {end}");
            self.diagnostics.push(diagnostics::not_here(span, &format!("the {end}"), &why));
        }
        index != EndIndex::None
    }

    /// How many indices a space has, if that is known.
    pub(super) fn count(&self, space: Space) -> Option<u32> {
        let end = match (space, self.site) {
            (Space::Lane, Site::Group(id)) => {
                return self.cx.model.groups.get(id.index()).map(|group| group.size);
            }
            (Space::Pre, Site::Synapses(id)) => self.cx.end(id, End::Pre),
            (Space::Post, Site::Synapses(id)) => self.cx.end(id, End::Post),
            _ => return None,
        };
        match end {
            Endpoint::Population(of) => Some(of.size()),
            Endpoint::Synapses(_) => None,
        }
    }

    /// Forgets values that may have changed since a variable was written.
    pub(super) fn forget(&mut self) {
        self.memo.clear();
    }

    /// From now on expressions are evaluated at that point of the step.
    pub(super) fn enter(&mut self, stage: Stage) {
        self.stage = stage;
        self.forget();
    }

    /// A value as a float, if it is known already.
    pub(super) fn known_float(&self, value: Value) -> Option<f64> {
        self.graph.float_constant(value)
    }

    /// A value as an integer, if it is known already.
    pub(super) fn known_int(&self, value: Value) -> Option<i64> {
        match self.graph.constant(value) {
            Some(Constant::Int(n)) => Some(n),
            _ => None,
        }
    }

    /// The model's expression.
    pub(super) fn expr(&self, id: ExprId) -> &'m hir::Expr {
        &self.cx.model.exprs[id]
    }

    /// A draw's stream, named after its number in this place.
    pub(super) fn draw_stream(&mut self) -> u32 {
        let name = self.place.draw(self.draws.len());
        self.graph.stream(name)
    }
}

/// By which index the variables of an end are accessed.
pub(super) fn space_of(end: End) -> Space {
    match end {
        End::Pre => Space::Pre,
        End::Post => Space::Post,
    }
}

/// Whether an element of one may be an element of the other.
fn same_memory(a: Storage, b: Storage) -> bool {
    match (a, b) {
        (Storage::Group { group, variable, .. }, Storage::Group { group: other, variable: its, .. }) => {
            group == other && variable == its
        }
        _ => a == b,
    }
}
