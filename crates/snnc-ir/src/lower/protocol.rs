//! The protocol: runs in steps, and the code of assignments and conditions.

use super::body::{Body, Moment, Owner, Site};
use super::names::PlaceName;
use super::selection::{listed, selection};
use super::shared::{self, Around};
use super::{Lowering, diagnostics, endpoint, monitors, population};
use crate::kernel::{Domain, Space};
use crate::plan::{AssignPlan, BlockPlan, ReducedPlan, SavePlan, Step, Storage, TimedElements, UntilPlan};
use snnc_lang::hir::{self, Endpoint, Protocol, ReducedKind, VariableId, VariableKind};

/// The steps up to which every number of a step is exact as a float.
pub(super) const MOST_STEPS: f64 = 9_007_199_254_740_992.0;

/// The statements of the protocol.
pub(super) fn protocol(cx: &mut Lowering<'_>) -> Vec<Step> {
    let model = cx.model;
    let mut number = 0;
    statements(cx, &model.protocol, &mut number)
}

fn statements(cx: &mut Lowering<'_>, protocol: &[Protocol], number: &mut usize) -> Vec<Step> {
    let mut steps = Vec::new();
    for statement in protocol {
        *number += 1;
        steps.extend(self::statement(cx, statement, number));
    }
    steps
}

fn statement(cx: &mut Lowering<'_>, statement: &Protocol, number: &mut usize) -> Option<Step> {
    Some(match statement {
        Protocol::Run { duration, until, span } => {
            let exact = duration / cx.model.settings.dt;
            let whole = exact.round();
            let fits = (exact - whole).abs() < 1e-3;
            let steps = if fits { whole } else { exact.ceil() };
            if steps >= MOST_STEPS || steps.is_nan() {
                cx.diagnostics.push(diagnostics::too_long(*span, "this run"));
            }
            let until = until.as_ref().map(|until| self::until(cx, until, *number));
            Step::Run { steps: steps as u64, until }
        }
        Protocol::Assign { of, only, shared, code, .. } => {
            let (name, site) = block(cx, *of);
            // Named after the variable: what it draws does not depend on other statements.
            let part = format!("assign/{}", assigned(cx, *of, code));
            let only = selection(cx, &PlaceName::new(&name, &part), site, only);
            let domain = listed(site);
            let around =
                Around { block: &name, part: &part, domain, site, moment: Moment::Step, protects: false };
            let [together, each] = shared::section(cx, around, code);
            let of = match (*of, shared) {
                (Endpoint::Population(of), false) => TimedElements::Group(population(of)),
                (Endpoint::Population(of), true) => TimedElements::SharedOfGroup(of.group.index()),
                (Endpoint::Synapses(id), false) => TimedElements::Synapses(id.index()),
                (Endpoint::Synapses(id), true) => TimedElements::SharedOfSynapses(id.index()),
            };
            Step::Assign(AssignPlan { of, only, code: if *shared { together } else { each }? })
        }
        Protocol::Store { label } => Step::Store { label: label.to_string() },
        Protocol::Restore { label, exact, except, span } => {
            let slot = |(of, id): &(Endpoint, VariableId)| {
                let (owner, block) = match *of {
                    Endpoint::Population(of) => {
                        let owner = Owner::Group { id: of.group, space: Space::Lane, offset: 0 };
                        (owner, BlockPlan::Group(of.group.index()))
                    }
                    Endpoint::Synapses(id) => {
                        (Owner::Synapses { id, space: Space::Lane }, BlockPlan::Synapses(id.index()))
                    }
                };
                Some((block, cx.layout(owner).slot(*id)?))
            };
            let except = except.iter().filter_map(slot).collect();
            Step::Restore { label: label.to_string(), exact: *exact, except, span: *span }
        }
        Protocol::Repeat { count, body } => {
            Step::Repeat { count: *count, body: statements(cx, body, number) }
        }
        Protocol::Save { of, label, span } => {
            let (_, site) = block(cx, *of);
            let variables = match *of {
                Endpoint::Population(of) => &cx.model.groups[of.group.index()].variables,
                Endpoint::Synapses(id) => &cx.model.synapses[id.index()].variables,
            };
            // What is linked is another group's; the variable that shows it is a subexpression.
            let own =
                (0..variables.len()).filter(|at| !matches!(variables[*at].kind, VariableKind::Linked(_)));
            let ids: Vec<_> = own.map(|at| VariableId(at as u32)).collect();
            let variables = monitors::recorded(cx, &format!("protocol/{label}"), site, &ids);
            Step::Save(SavePlan { label: label.to_string(), of: endpoint(*of), variables, span: *span })
        }
        Protocol::Set { span } => Step::NextStage { span: *span },
    })
}

/// The name of the variable that the last statement of an assignment writes.
fn assigned(cx: &Lowering<'_>, of: Endpoint, code: &hir::Code) -> String {
    let variables = match of {
        Endpoint::Population(of) => &cx.model.groups[of.group.index()].variables,
        Endpoint::Synapses(id) => &cx.model.synapses[id.index()].variables,
    };
    match code.statements.last().map(|statement| statement.target) {
        Some(hir::Target::Variable(_, id)) => variables[id.index()].name.to_string(),
        _ => String::new(),
    }
}

fn until(cx: &mut Lowering<'_>, until: &hir::Until, number: usize) -> UntilPlan {
    let reduction = |(at, reduction): (usize, &hir::Reduced)| {
        let (name, site) = block(cx, reduction.of);
        let place = PlaceName::new(&name, format_args!("until/{number}/{at}"));
        let only = selection(cx, &place, site, &reduction.only);
        let value = reduction.value.map(|value| {
            let mut body = Body::new(cx, place, listed(site), site, Moment::Step);
            let value = body.value(value);
            body.finish_with_output("value", value)
        });
        ReducedPlan { kind: reduction.kind, of: endpoint(reduction.of), only, value }
    };
    let reductions = until.reductions.iter().enumerate().map(reduction).collect();
    // The condition is no block's: it reads nothing but these numbers and the time.
    let site = Site::Group(hir::GroupId(0));
    let place = PlaceName::new("protocol", format_args!("until/{number}"));
    let mut body = Body::new(cx, place, Domain::NEURONS, site, Moment::Step);
    for (at, reduction) in until.reductions.iter().enumerate() {
        let ty = match reduction.kind {
            ReducedKind::Any | ReducedKind::All => crate::kernel::Type::Bool,
            ReducedKind::Count => crate::kernel::Type::I64,
            _ => crate::kernel::Type::F64,
        };
        let column = body.column(Storage::Reduced(at), Space::Shared, &format!("reduced {at}"), ty);
        let value = body.graph.load(column);
        body.of_many.push(value);
    }
    let ends = body.value(until.condition);
    body.graph.emit(ends);
    UntilPlan { reductions, condition: body.finish() }
}

/// The name of a block, and whose code its code is.
fn block(cx: &Lowering<'_>, of: Endpoint) -> (String, Site) {
    match of {
        Endpoint::Population(of) => {
            (cx.model.groups[of.group.index()].name.to_string(), Site::Group(of.group))
        }
        Endpoint::Synapses(id) => (cx.model.synapses[id.index()].name.to_string(), Site::Synapses(id)),
    }
}
