//! Monitors: what they record, and how often.

use super::body::{Body, Moment, Owner, Site};
use super::layout::describe;
use super::names::PlaceName;
use super::selection::selection;
use super::synapses::synapses_of;
use super::{Lowering, diagnostics, event_number, population};
use crate::kernel::{Domain, Lanes, Space};
use crate::plan::{MonitorKind, MonitorPlan, Recorded, RecordedSource};
use snnc_lang::Span;
use snnc_lang::hir::{self, Place, VariableId, VariableKind};

/// All monitors.
pub(super) fn monitors(cx: &mut Lowering<'_>) -> Vec<MonitorPlan> {
    let model = cx.model;
    model.monitors.iter().map(|it| monitor(cx, it)).collect()
}

fn monitor(cx: &mut Lowering<'_>, monitor: &hir::Monitor) -> MonitorPlan {
    let name = &monitor.name;
    let dt = cx.dt(match &monitor.kind {
        hir::MonitorKind::Spikes { of, .. }
        | hir::MonitorKind::Count { of, .. }
        | hir::MonitorKind::States { of, .. }
        | hir::MonitorKind::Rate { of, .. } => Site::Group(of.group),
        hir::MonitorKind::SynapseStates { of, .. } => Site::Synapses(*of),
    });
    let place = PlaceName::new(name, "record");
    let kind = match &monitor.kind {
        hir::MonitorKind::Spikes { of, trigger, only, with } => MonitorKind::Spikes {
            of: population(*of),
            event: event_number(*trigger),
            only: selection(cx, &place, Site::Group(of.group), only),
            with: recorded(cx, name, Site::Group(of.group), with),
        },
        hir::MonitorKind::Count { of, only } => {
            let only = selection(cx, &place, Site::Group(of.group), only);
            MonitorKind::Count { of: population(*of), only }
        }
        hir::MonitorKind::States { of, variables, only, every } => MonitorKind::States {
            of: population(*of),
            variables: {
                let lanes = lanes_of(cx.model, *of, only);
                recorded_over(cx, name, Site::Group(of.group), lanes, variables)
            },
            only: selection(cx, &place, Site::Group(of.group), only),
            every: steps(cx, monitor.span, "the period of this monitor", *every, dt),
        },
        hir::MonitorKind::SynapseStates { of, variables, only, every } => MonitorKind::SynapseStates {
            of: of.index(),
            variables: recorded_over(cx, name, Site::Synapses(*of), lanes_of_synapses(only), variables),
            only: selection(cx, &place, Site::Synapses(*of), only),
            every: steps(cx, monitor.span, "the period of this monitor", *every, dt),
        },
        hir::MonitorKind::Rate { of, only, bin } => MonitorKind::Rate {
            of: population(*of),
            only: selection(cx, &place, Site::Group(of.group), only),
            bin: steps(cx, monitor.span, "the bin of this monitor", *bin, dt),
        },
    };
    MonitorPlan { name: name.to_string(), span: monitor.span, kind, slot: monitor.slot, clock: cx.clock(dt) }
}

/// How the elements of a population are gone over: as a range, if they are one that a kernel may be called for.
fn lanes_of(model: &hir::Model, of: hir::Population, only: &hir::Selection) -> Lanes {
    let (first, end) = match only {
        hir::Selection::All => (of.start, of.end),
        hir::Selection::List(list) => match list.first() {
            Some(first) if list.iter().zip(*first..).all(|(k, place)| *k == place) => {
                (of.start + first, of.start + first + list.len() as u32)
            }
            _ => return Lanes::List,
        },
        hir::Selection::Built(_) => return Lanes::List,
    };
    let whole = |at: u32| at.is_multiple_of(u64::BITS);
    let size = model.groups[of.group.index()].size;
    if whole(first) && (whole(end) || end == size) { Lanes::Range } else { Lanes::List }
}

fn lanes_of_synapses(only: &hir::Selection) -> Lanes {
    if matches!(only, hir::Selection::All) { Lanes::Range } else { Lanes::List }
}

/// What records these variables of elements of a block, on behalf of `monitor`.
pub(super) fn recorded(
    cx: &mut Lowering<'_>,
    monitor: &str,
    site: Site,
    variables: &[VariableId],
) -> Vec<Recorded> {
    recorded_over(cx, monitor, site, Lanes::List, variables)
}

fn recorded_over(
    cx: &mut Lowering<'_>,
    monitor: &str,
    site: Site,
    lanes: Lanes,
    variables: &[VariableId],
) -> Vec<Recorded> {
    variables.iter().map(|id| variable(cx, monitor, site, lanes, *id)).collect()
}

fn variable(cx: &mut Lowering<'_>, monitor: &str, site: Site, lanes: Lanes, id: VariableId) -> Recorded {
    let (owner, domain) = match site {
        Site::Group(id) => {
            (Owner::Group { id, space: Space::Lane, offset: 0 }, Domain { lanes, ..Domain::NEURONS })
        }
        Site::Synapses(id) => (Owner::Synapses { id, space: Space::Lane }, synapses_of(lanes)),
    };
    let variable = cx.variable(owner, id);
    let source = match variable.kind {
        VariableKind::Differential { .. } if is_trace(cx, site, id) => {
            let place = PlaceName::new(monitor, &variable.name);
            let mut body = Body::new(cx, place, domain, site, Moment::Step);
            let value = body.trace(Place::Own, id, None, variable.span);
            let value = value.unwrap_or_else(|| body.nothing(variable.ty));
            RecordedSource::Computed(body.finish_with_output(&variable.name, value))
        }
        VariableKind::Subexpression(value) => {
            let place = PlaceName::new(monitor, &variable.name);
            let mut body = Body::new(cx, place, domain, site, Moment::Step);
            let value = body.value(value);
            RecordedSource::Computed(body.finish_with_output(&variable.name, value))
        }
        VariableKind::Differential { .. }
        | VariableKind::Held(_)
        | VariableKind::Linked(_)
        | VariableKind::Parameter { .. } => {
            RecordedSource::Stored(cx.layout(owner).slot(id).unwrap_or_default())
        }
    };
    Recorded { variable: describe(variable), source }
}

/// Whether the neurons at an end keep a variable for its synapses.
fn is_trace(cx: &Lowering<'_>, site: Site, id: VariableId) -> bool {
    matches!(site, Site::Synapses(synapses) if cx.traces[synapses.index()].of(id).is_some())
}

/// A period in steps, of which it must be a multiple; one step if there is none.
fn steps(cx: &mut Lowering<'_>, span: Span, what: &str, period: Option<f64>, dt: f64) -> u64 {
    let Some(period) = period else { return 1 };
    let exact = period / dt;
    let whole = exact.round();
    let fits = (exact - whole).abs() < 1e-3;
    if whole < 1.0 || !fits {
        cx.diagnostics.push(diagnostics::not_a_multiple(span, what, period, dt));
    } else if whole >= super::protocol::MOST_STEPS {
        cx.diagnostics.push(diagnostics::too_long(span, what));
    }
    (whole as u64).max(1)
}
