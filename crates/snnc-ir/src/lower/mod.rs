//! From the checked model to the plan.
//!
//! Units end here: a model's numbers are SI values already, and all that is left of a unit is how a value is shown.
//!
//! Each piece of a model's code becomes one kernel: a `Body` knows what the names of a block
//! mean as columns, and makes expressions and statements values and effects of a graph. What the pieces are
//! is said block by block, in `groups`, `synapses`, `connect`, `monitors` and `protocol`; how differential
//! equations become an update, in `integrate`.

mod arrays;
mod body;
mod bounds;
mod builtins;
mod connect;
mod demands;
mod diagnostics;
mod drive;
mod expressions;
mod groups;
mod held;
mod initial;
mod inputs;
mod integrate;
mod layout;
mod linked;
mod monitors;
mod names;
mod operations;
mod protocol;
mod selection;
mod shared;
mod statements;
mod sums;
mod synapses;
mod threshold;
mod timed;
mod traces;
mod update;

use crate::kernel::{Kernel, Precision};
use crate::plan::{BlockPlan, ClockPlan, Demand, Endpoint, Plan, Population};
use arrays::Arrays;
use body::{Owner, Site};
use layout::{Kept, Layout};
use snnc_lang::Diagnostic;
use snnc_lang::hir::{self, Model, SynapseGroupId, VariableId};
use snnc_lang::syntax::ast::End;
use traces::Traces;

/// What lowering yields: all findings, and the plan if none of them is an error.
#[derive(Debug, Clone, Default)]
pub struct Lowered {
    /// The plan; `None` if there are errors.
    pub plan: Option<Plan>,
    /// In the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lowers a model, and what it becomes at each stage of its protocol.
pub fn lower(model: &Model) -> Lowered {
    lower_in(model, Precision::Double)
}

/// The same, with the floats of neurons and synapses stored in that precision.
pub fn lower_in(model: &Model, precision: Precision) -> Lowered {
    let mut kept = KeptByAll::default();
    let traces = traces::traces(model);
    let one = |model: &Model, kept: &mut KeptByAll| one(model, precision, &traces, kept);
    let Lowered { mut plan, mut diagnostics } = one(model, &mut kept);
    if model.stages.is_empty() {
        return Lowered { plan, diagnostics };
    }
    let of_first = kept.count();
    let mut stages: Vec<_> = model.stages.iter().map(|stage| one(stage, &mut kept)).collect();
    if kept.count() > of_first {
        // What one stage keeps for its code, all others keep for it.
        plan = one(model, &mut kept).plan;
        stages = model.stages.iter().map(|stage| one(stage, &mut kept)).collect();
    }
    for lowered in stages {
        let new = lowered.diagnostics.into_iter().filter(|it| !diagnostics.contains(it));
        diagnostics.extend(new.collect::<Vec<_>>());
        plan = plan.zip(lowered.plan).map(|(mut plan, stage)| {
            plan.stages.push(stage);
            plan
        });
    }
    Lowered { plan, diagnostics }
}

/// What is kept for the blocks of a model, in any of its stages.
#[derive(Default)]
struct KeptByAll {
    groups: Vec<Vec<Kept>>,
    synapses: Vec<Vec<Kept>>,
}

impl KeptByAll {
    /// How much that is.
    fn count(&self) -> usize {
        self.groups.iter().chain(&self.synapses).map(Vec::len).sum()
    }

    /// Keeps it in these layouts, and what these keep besides from now on.
    fn join(kept: &mut Vec<Vec<Kept>>, layouts: &mut [Layout]) {
        kept.resize_with(layouts.len(), Vec::new);
        for (kept, layout) in kept.iter_mut().zip(layouts) {
            for what in kept.iter() {
                layout.keep(*what);
            }
            kept.extend(layout.lasting().filter(|what| !kept.contains(what)).collect::<Vec<_>>());
        }
    }
}

fn one(model: &Model, precision: Precision, traces: &[Traces], kept: &mut KeptByAll) -> Lowered {
    let mut cx = Lowering::new(model, precision, traces);
    KeptByAll::join(&mut kept.groups, &mut cx.groups);
    KeptByAll::join(&mut kept.synapses, &mut cx.synapses);
    let mut groups = groups::without_updates(&mut cx);
    let mut synapses = synapses::synapses(&mut cx);
    let mut timed = timed::timed(&mut cx);
    timed.extend(inputs::inputs(&mut cx));
    let sums = sums::sums(&mut cx);
    let monitors = monitors::monitors(&mut cx);
    let protocol = protocol::protocol(&mut cx);
    timed.splice(..0, held::held(&mut cx));
    timed.splice(..0, traces::renewals(&mut cx));
    // Only now is it known what has to be kept for code other than the updates.
    groups::add_updates(&mut cx, &mut groups);
    groups::add_memory(&cx, &mut groups);
    synapses::add_memory(&cx, &mut synapses);

    KeptByAll::join(&mut kept.groups, &mut cx.groups);
    KeptByAll::join(&mut kept.synapses, &mut cx.synapses);
    let Lowering { kernels, clocks, arrays, demands, mut diagnostics, .. } = cx;
    // Code that is lowered in two forms is wrong in both.
    let mut told = Vec::new();
    diagnostics.retain(|it| {
        !told.contains(it) && {
            told.push(it.clone());
            true
        }
    });
    let plan = Plan {
        dt: model.settings.dt,
        clocks,
        seed: model.settings.seed,
        wiring_seed: model.settings.wiring_seed,
        kernels,
        arrays: arrays.data,
        demands,
        groups,
        subgroups: model.subgroups.iter().map(|it| (it.name.to_string(), population(it.of))).collect(),
        synapses,
        sums,
        blocks: blocks(model),
        timed,
        monitors,
        protocol,
        stages: Vec::new(),
        constants: model.constants.iter().filter(|it| !it.of_loop).map(layout::constant).collect(),
    };
    let wrong = diagnostics.iter().any(Diagnostic::is_error);
    Lowered { plan: (!wrong).then_some(plan), diagnostics }
}

/// The groups and synapses in the order of the file.
fn blocks(model: &Model) -> Vec<BlockPlan> {
    let groups = model.groups.iter().enumerate().map(|(k, group)| (group.span, BlockPlan::Group(k)));
    let synapses = model.synapses.iter().enumerate();
    let synapses = synapses.map(|(k, synapses)| (synapses.span, BlockPlan::Synapses(k)));
    let mut blocks: Vec<_> = groups.chain(synapses).collect();
    blocks.sort_by_key(|(span, _)| *span);
    blocks.into_iter().map(|(_, block)| block).collect()
}

/// A plan in the making.
struct Lowering<'m> {
    model: &'m Model,
    kernels: Vec<Kernel>,
    arrays: Arrays,
    demands: Vec<Demand>,
    clocks: Vec<ClockPlan>,
    groups: Vec<Layout>,
    synapses: Vec<Layout>,
    /// Of each synapse group.
    traces: Vec<Traces>,
    diagnostics: Vec<Diagnostic>,
}

impl<'m> Lowering<'m> {
    fn new(model: &'m Model, precision: Precision, traces: &[Traces]) -> Self {
        let of_synapses = model.synapses.iter().zip(traces);
        Lowering {
            model,
            kernels: Vec::new(),
            arrays: Arrays::default(),
            demands: Vec::new(),
            clocks: vec![ClockPlan { dt: model.settings.dt }],
            groups: model
                .groups
                .iter()
                .map(|group| Layout::new(&group.variables, precision, |_| false))
                .collect(),
            synapses: of_synapses
                .map(|(synapses, traces)| {
                    Layout::new(&synapses.variables, precision, |id| traces.of(id).is_some())
                })
                .collect(),
            traces: traces.to_vec(),
            diagnostics: Vec::new(),
        }
    }

    /// The clock of that time step, from now on if not before.
    fn clock(&mut self, dt: f64) -> usize {
        self.clocks.iter().position(|clock| clock.dt == dt).unwrap_or_else(|| {
            self.clocks.push(ClockPlan { dt });
            self.clocks.len() - 1
        })
    }

    /// The time step of a block's clock, in seconds.
    fn dt(&self, site: Site) -> f64 {
        match site {
            Site::Group(id) => self.model.groups[id.index()].dt,
            Site::Synapses(id) => self.model.synapses[id.index()].dt,
        }
    }

    fn layout(&self, owner: Owner) -> &Layout {
        match owner {
            Owner::Group { id, .. } => &self.groups[id.index()],
            Owner::Synapses { id, .. } => &self.synapses[id.index()],
        }
    }

    fn layout_mut(&mut self, owner: Owner) -> &mut Layout {
        match owner {
            Owner::Group { id, .. } => &mut self.groups[id.index()],
            Owner::Synapses { id, .. } => &mut self.synapses[id.index()],
        }
    }

    fn variable(&self, owner: Owner, id: VariableId) -> &'m hir::Variable {
        match owner {
            Owner::Group { id: group, .. } => &self.model.groups[group.index()].variables[id.index()],
            Owner::Synapses { id: synapses, .. } => {
                &self.model.synapses[synapses.index()].variables[id.index()]
            }
        }
    }

    /// What is at an end of synapses.
    fn end(&self, id: SynapseGroupId, end: End) -> hir::Endpoint {
        let synapses = &self.model.synapses[id.index()];
        match end {
            End::Pre => synapses.source,
            End::Post => synapses.target,
        }
    }
}

fn endpoint(of: hir::Endpoint) -> Endpoint {
    match of {
        hir::Endpoint::Population(of) => Endpoint::Population(population(of)),
        hir::Endpoint::Synapses(id) => Endpoint::Synapses(id.index()),
    }
}

/// The number of what a pathway or monitor waits for among the events of a group: 0 is the spike.
fn event_number(trigger: hir::Trigger) -> usize {
    match trigger {
        hir::Trigger::Spike => 0,
        hir::Trigger::Event(event) => event as usize + 1,
    }
}

fn population(of: hir::Population) -> Population {
    Population { group: of.group.index(), start: of.start, end: of.end }
}
