//! Event-driven variables that are the same for all synapses of a neuron: that neuron keeps them, once.
//!
//! A trace of the spikes of one end is written by the pathways of that end alone, by what all synapses of a neuron have in
//! common, and all of them get these spikes at once. So it is advanced and written once for each spike, by a kernel over the
//! neurons that spiked, instead of once for each synapse; and synapses have no memory for it.
//!
//! A neuron keeps, of each block of synapses: when its spikes last reached them, and the values of the traces then. A trace
//! that only decays, at a rate that is the same for all, is kept a second time: as the value that decays to it from a time
//! that is the same for all neurons. To read it takes a multiplication by a number that is the same for all synapses, where the
//! first takes an exponential function for each. That time is moved on before the second kind of value becomes too large.

mod keep;
mod same;
mod written;

pub(super) use keep::{advance, at_spikes, recorded, renewals};

use super::Lowering;
use super::body::{Body, Moment, Site};
use super::integrate::{self, Equation};
use super::names::PlaceName;
use super::synapses::synapses_of;
use crate::kernel::{Lanes, Precision};
use same::Sameness;
use snnc_lang::hir::{
    Delay, Drive, Endpoint, Model, SynapseGroup, SynapseGroupId, Type, VariableId, VariableKind,
};
use snnc_lang::syntax::ast::End;
use written::Written;

/// By how many powers of e a value may differ from that which decays to it. The logarithm of the error of a decay grows with
/// it.
const LARGEST_EXPONENT: f64 = 32.0;

/// How many steps the time from which values decay stays where it is, at least.
const SHORTEST_WINDOW: f64 = 16.0;

/// The variables of one group of synapses that neurons keep.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Traces(Vec<Trace>);

/// A variable that the neurons at an end keep for their synapses.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trace {
    pub(super) variable: VariableId,
    pub(super) end: End,
    /// If it only decays, at a rate that is the same for all.
    decay: Option<Decay>,
    /// The numbers on which its equation depends, as bits.
    numbers: Vec<u64>,
}

/// How a trace decays.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Decay {
    /// What its equation multiplies it by, per second.
    rate: f64,
    /// The time step in seconds.
    dt: f64,
    /// Every so many steps the time from which values decay is moved on.
    window: u64,
}

impl Traces {
    /// What is known of a variable, if it is kept so.
    pub(super) fn of(&self, variable: VariableId) -> Option<&Trace> {
        self.0.iter().find(|trace| trace.variable == variable)
    }

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of an end.
    fn at(&self, end: End) -> impl Iterator<Item = &Trace> {
        self.0.iter().filter(move |trace| trace.end == end)
    }

    /// What holds in another stage of the protocol as well. Values that were kept go on there, so that nothing may change with
    /// the constants in how a trace decays.
    fn join(&mut self, other: &Traces) {
        let same = |a: &Trace, b: &Trace| (a.variable, a.end, &a.numbers) == (b.variable, b.end, &b.numbers);
        let agree = self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(a, b)| same(a, b));
        if !agree {
            self.0.clear();
        }
        for (trace, other) in self.0.iter_mut().zip(&other.0) {
            trace.decay = trace.decay.filter(|decay| other.decay == Some(*decay));
        }
    }
}

/// The traces of each group of synapses, in all stages of the protocol.
pub(super) fn traces(model: &Model) -> Vec<Traces> {
    let mut traces = of_stage(model);
    for stage in &model.stages {
        traces.iter_mut().zip(of_stage(stage)).for_each(|(traces, other)| traces.join(&other));
    }
    traces
}

fn of_stage(model: &Model) -> Vec<Traces> {
    let none = vec![Traces::default(); model.synapses.len()];
    let mut cx = Lowering::new(model, Precision::Double, &none);
    let groups = (0..model.synapses.len() as u32).map(SynapseGroupId);
    groups.map(|id| Traces(of_synapses(&mut cx, id))).collect()
}

fn of_synapses(cx: &mut Lowering<'_>, id: SynapseGroupId) -> Vec<Trace> {
    let model = cx.model;
    if !knows_its_events(model, id) {
        return Vec::new();
    }
    let synapses = &model.synapses[id.index()];
    let written = Written::of(model, id);
    let event_driven = |variable: &VariableId| {
        let variable = &synapses.variables[variable.index()];
        let by_events = matches!(variable.kind, VariableKind::Differential { drive: Drive::Event, .. });
        by_events && !variable.shared && variable.ty == Type::Float
    };
    let variables = (0..synapses.variables.len() as u32).map(VariableId).filter(event_driven);
    let left: Vec<_> = variables.filter(|variable| written.is_left_to_an_end(*variable)).collect();
    let mut ends = Sameness::ends_of(model, id, &written, &left);
    // Each may depend on the others.
    let mut before = usize::MAX;
    while ends.len() < before {
        before = ends.len();
        let sameness = Sameness { model, id, written: &written, ends: &ends };
        let kept: Vec<_> = ends.keys().filter(|variable| sameness.holds_for(**variable)).copied().collect();
        ends.retain(|variable, _| kept.contains(variable));
    }
    let sameness = Sameness { model, id, written: &written, ends: &ends };
    let trace = |(variable, end): (&VariableId, &End)| {
        // What drives others is advanced together with them.
        let alone = ends.keys().all(|other| other == variable || !sameness.drives(*variable, *other));
        let decay = alone.then(|| decay(cx, id, *variable)).flatten();
        Trace { variable: *variable, end: *end, decay, numbers: sameness.numbers(*variable) }
    };
    ends.iter().map(trace).collect()
}

/// Whether the events of synapses are those of neurons, for all synapses of a neuron at once, and no other synapses see them.
fn knows_its_events(model: &Model, id: SynapseGroupId) -> bool {
    let synapses = &model.synapses[id.index()];
    let is_end = |other: &SynapseGroup| [other.source, other.target].contains(&Endpoint::Synapses(id));
    let of_neurons = [synapses.source, synapses.target].iter().all(|end| end.population().is_some());
    let at_once = synapses.pathways.iter().all(|pathway| matches!(pathway.delay, Delay::Constant(_)));
    of_neurons && at_once && !model.synapses.iter().any(is_end)
}

/// How a trace decays, if that is all it does, at a rate that is a number, and its readers' steps are those of one clock.
fn decay(cx: &mut Lowering<'_>, id: SynapseGroupId, variable: VariableId) -> Option<Decay> {
    let synapses = &cx.model.synapses[id.index()];
    let [Some(source), Some(target)] = [synapses.source, synapses.target].map(Endpoint::population) else {
        return None;
    };
    let [dt, other] = [source, target].map(|of| cx.dt(Site::Group(of.group)));
    let equation = Equation::of(&synapses.variables).into_iter().find(|it| it.variable == variable)?;
    let place = PlaceName::new(&synapses.name, "decay");
    let mut body = Body::new(cx, place, synapses_of(Lanes::Range), Site::Synapses(id), Moment::Step);
    let rate = integrate::rate_of_decay(&mut body, &equation)?;
    let window = if rate == 0.0 { u64::MAX as f64 } else { (LARGEST_EXPONENT / (rate * dt).abs()).floor() };
    (dt == other && window >= SHORTEST_WINDOW).then_some(Decay { rate, dt, window: window as u64 })
}
