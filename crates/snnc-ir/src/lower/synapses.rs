//! Synapses: their variables, and what is done at spikes.

use super::body::{Body, Moment, Site};
use super::layout::Kept;
use super::names::PlaceName;
use super::{Lowering, connect, diagnostics, drive, endpoint, event_number, initial, population, traces};
use crate::kernel::{Domain, EndIndex, Lanes, Precision, Space, Type};
use crate::plan::{DelayPlan, PathwayPlan, Shown, Storage, StoredVariable, SynapsePlan};
use snnc_lang::hir::{Delay, Endpoint, ExprId, Pathway, SynapseGroupId};
use snnc_lang::syntax::ast::End;

/// All synapses of a range or list, both ends looked up.
pub(super) const fn synapses_of(lanes: Lanes) -> Domain {
    Domain { lanes, pre: EndIndex::Gathered, post: EndIndex::Gathered }
}

/// All synapse groups, but for their memory.
pub(super) fn synapses(cx: &mut Lowering<'_>) -> Vec<SynapsePlan> {
    let model = cx.model;
    let mut plans = Vec::new();
    for (index, synapses) in model.synapses.iter().enumerate() {
        let id = SynapseGroupId(index as u32);
        let rules = (0..synapses.rules.len()).map(|rule| connect::rule(cx, id, rule)).collect();
        let (shared_init, init, scratch) = initial::synapses(cx, id, synapses_of(Lanes::Range));
        let pathways =
            synapses.pathways.iter().filter_map(|it| pathway(cx, id, &synapses.name, it)).collect();
        let (update, method) = drive::update(cx, id);
        let traces = traces::recorded(cx, id);
        plans.push(SynapsePlan {
            name: synapses.name.to_string(),
            source: endpoint(synapses.source),
            target: endpoint(synapses.target),
            clock: cx.clock(synapses.dt),
            variables: Vec::new(),
            incoming: None,
            outgoing: None,
            number: None,
            count: None,
            rules,
            shared_init,
            init,
            scratch,
            update,
            method,
            pathways,
            traces,
        });
    }
    plans
}

/// Adds the memory of the synapses, all kernels being there.
pub(super) fn add_memory(cx: &Lowering<'_>, plans: &mut [SynapsePlan]) {
    for (layout, plan) in cx.synapses.iter().zip(plans) {
        plan.variables.clone_from(&layout.variables);
        plan.incoming = layout.kept(Kept::Incoming);
        plan.outgoing = layout.kept(Kept::Outgoing);
        plan.number = layout.kept(Kept::Number);
        plan.count = layout.kept(Kept::Count);
    }
}

/// A pathway; `None` if it waits for spikes of synapses.
fn pathway(cx: &mut Lowering<'_>, id: SynapseGroupId, block: &str, pathway: &Pathway) -> Option<PathwayPlan> {
    let Endpoint::Population(from) = cx.end(id, pathway.end) else { return None };
    let dt = cx.dt(Site::Group(from.group));
    let delay = match pathway.delay {
        Delay::Constant(seconds) => {
            let steps = (seconds / dt + 0.5).floor();
            if steps >= f64::from(u32::MAX) {
                cx.diagnostics.push(diagnostics::too_long(pathway.span, "this delay"));
            }
            DelayPlan::Constant(steps as u64)
        }
        Delay::Each(value) => delay_of_each(cx, id, block, &pathway.name, value),
    };
    // Of all that spike together, those synapses are a row that are due together.
    let row = match delay {
        DelayPlan::Constant(_) => EndIndex::Row,
        DelayPlan::Each { .. } => EndIndex::Gathered,
    };
    // The synapses of a target are listed, with their sources.
    let source = match (&delay, cx.end(id, End::Pre)) {
        (DelayPlan::Constant(_), Endpoint::Population(_)) => EndIndex::Listed,
        _ => EndIndex::Gathered,
    };
    let (section, domain) = match pathway.end {
        End::Pre => ("on_pre", Domain { lanes: Lanes::Rows, pre: row, post: EndIndex::Gathered }),
        End::Post => ("on_post", Domain { lanes: Lanes::Rows, pre: source, post: row }),
    };
    let place = PlaceName::new(block, format_args!("{section}/{}", pathway.name));
    let mut body = Body::new(cx, place, domain, Site::Synapses(id), Moment::Step);
    body.caller_dt = dt;
    drive::at_event(&mut body, id, &pathway.code);
    let mut code = body.finish();
    let kernel = &mut cx.kernels[code.kernel];
    let mut used = kernel.forget_unused_columns().into_iter();
    code.columns.retain(|_| used.next().unwrap_or(true));
    kernel.forget_unused_ends();
    let neurons = traces::at_spikes(cx, id, block, pathway);
    Some(PathwayPlan {
        name: pathway.name.to_string(),
        end: pathway.end,
        event: event_number(pathway.trigger),
        from: population(from),
        delay,
        order: pathway.order,
        code,
        neurons,
    })
}

/// The delay of each synapse, kept as `delay` of the pathway `pre` and `delay_NAME` of another.
fn delay_of_each(
    cx: &mut Lowering<'_>,
    id: SynapseGroupId,
    block: &str,
    pathway: &str,
    value: ExprId,
) -> DelayPlan {
    let name = if pathway == "pre" { "delay".into() } else { format!("delay_{pathway}") };
    let shown = Shown { unit: "second".into(), scale: 1.0 };
    let (name_of, precision) = (name.clone(), Precision::Double);
    let unit = "s".into();
    let stored = StoredVariable { name: name_of, ty: Type::F64, precision, shared: false, unit, shown };
    let variable = cx.synapses[id.index()].add(stored);
    let place = PlaceName::new(block, format_args!("delay/{pathway}"));
    let domain = synapses_of(Lanes::Range);
    let mut body = Body::new(cx, place, domain, Site::Synapses(id), Moment::Initial);
    let seconds = body.value(value);
    let storage = Storage::Synapses { synapses: id.index(), variable };
    let column = body.column(storage, Space::Lane, &name, Type::F64);
    body.graph.store(column, seconds);
    DelayPlan::Each { variable, code: body.finish(), span: cx.model.exprs[value].span }
}
