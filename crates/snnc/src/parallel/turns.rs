//! How threads divide the operations of a step, and before which of them they meet.

use super::memory::{
    Access, By, Memory, Used, collide, columns, demands, lanes_are_apart, of_kernel, of_recorded, stay_apart,
};
use crate::schedule::{Operation, Scheduled};
use snnc_ir::kernel::{EndIndex, Space};
use snnc_ir::plan::{
    DelayPlan, Endpoint, EventPlan, GroupPlan, KernelUse, MonitorKind, PathwayPlan, Plan, Storage, SumPart,
    SumPlan, SynapsePlan, TimedPlan, UpdatePlan,
};
use snnc_lang::syntax::ast::End;

/// An operation, as threads carry it out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn {
    pub(crate) scheduled: Scheduled,
    pub(crate) division: Division,
    /// Whether it takes a thread the less time the more there are.
    pub(crate) shares: bool,
    /// Whether they meet before it.
    pub(crate) meet: bool,
    /// Whether it can end the simulation, since something that the model demands is not so.
    pub(crate) can_fail: bool,
}

/// How threads divide an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Division {
    /// Not at all: the first does it.
    First,
    /// Each has its share of the elements; of deliveries, of those that spiked.
    Elements,
    /// Each has the synapses of each row whose target is its own.
    Targets,
}

/// What threads can divide by target if in each row what belongs to one of them is one piece.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Divided {
    /// What a pathway of a group of synapses delivers.
    Pathway { synapses: usize, pathway: usize },
    /// All synapses of a group, source by source.
    Synapses(usize),
}

/// The operations of a step in turn. Rows of synapses can be divided by target where `divisible` says so.
pub(crate) fn turns(plan: &Plan, operations: &[Scheduled], divisible: impl Fn(Divided) -> bool) -> Vec<Turn> {
    let of_one = |it: &Scheduled| {
        let done = of_operation(plan, it.operation);
        match it.operation {
            _ if done.division != Division::Targets => done,
            Operation::Deliver { synapses, pathway } => {
                let code = &plan.synapses[synapses].pathways[pathway].code;
                let whole = divisible(Divided::Pathway { synapses, pathway });
                if whole { done } else { Done::by_first(plan, &[code]) }
            }
            Operation::Sum(k) => {
                let parts = &plan.sums[k].parts;
                let whole = parts.iter().all(|part| divisible(Divided::Synapses(part.synapses)));
                if whole { done } else { sum_by_first(plan, &plan.sums[k]) }
            }
            _ => done,
        }
    };
    let done: Vec<Done> = operations.iter().map(of_one).collect();
    let turn = |(scheduled, done): (&Scheduled, &Done)| Turn {
        scheduled: *scheduled,
        division: done.division,
        shares: done.division != Division::First
            && !matches!(scheduled.operation, Operation::Fire(_) | Operation::Happen { .. }),
        meet: done.can_fail,
        can_fail: done.can_fail,
    };
    let mut turns: Vec<Turn> = operations.iter().zip(&done).map(turn).collect();
    // What was done since they met last. Bits are kept for two steps: those of the last step collide with none of this one.
    let mut since: Vec<Access> = vec![];
    for _ in 0..2 {
        since.retain(|access| !matches!(access.memory, Memory::Bits { .. }));
        for (turn, done) in turns.iter_mut().zip(&done) {
            turn.meet |= collide(&since, &done.accesses);
            if turn.meet {
                since.clear();
            }
            since.extend(&done.accesses);
            if turn.can_fail {
                since.clear();
            }
        }
    }
    turns
}

/// What an operation does.
struct Done {
    division: Division,
    accesses: Vec<Access>,
    can_fail: bool,
}

impl Done {
    /// By the first thread alone.
    fn by_first(plan: &Plan, kernels: &[&KernelUse]) -> Done {
        let accesses = kernels.iter().flat_map(|used| of_kernel(plan, used, |_| By::First)).collect();
        let can_fail = kernels.iter().any(|used| demands(plan, used));
        Done { division: Division::First, accesses, can_fail }
    }

    /// By each thread for its share of the elements, if that is possible.
    fn by_owners(plan: &Plan, kernels: &[&KernelUse], of: Endpoint) -> Done {
        if kernels.iter().any(|used| demands(plan, used) || !lanes_are_apart(plan, used)) {
            return Done::by_first(plan, kernels);
        }
        let own = |used: Used<'_>| match (used.storage, of) {
            (Storage::Group { group, offset, .. }, Endpoint::Population(of)) => {
                (group, offset) == (of.group, of.start)
            }
            (Storage::Synapses { synapses, .. }, Endpoint::Synapses(of)) => synapses == of,
            _ => false,
        };
        let is_lane = |used: Used<'_>| used.column.space == Space::Lane;
        // Who writes elsewhere than at its own elements would have to be foreseen here.
        let foreign = |used: Used<'_>| used.column.written && !own(used);
        if kernels.iter().any(|used| columns(plan, used).any(foreign)) {
            return Done::by_first(plan, kernels);
        }
        let by = |used: Used<'_>| if is_lane(used) && own(used) { By::Owner } else { By::Any };
        let accesses = kernels.iter().flat_map(|used| of_kernel(plan, used, by)).collect();
        Done { division: Division::Elements, accesses, can_fail: false }
    }

    /// It does this too, with the elements of a group.
    fn and(mut self, memory: Memory, written: bool) -> Done {
        let by = match (self.division, written) {
            (Division::First, _) => By::First,
            (_, true) => By::Owner,
            (_, false) => By::Any,
        };
        self.accesses.push(Access { memory, written, by });
        self
    }
}

fn of_operation(plan: &Plan, operation: Operation) -> Done {
    let all = |group: usize| whole(plan, group);
    match operation {
        Operation::Timed(k) => {
            let TimedPlan { code, .. } = &plan.timed[k];
            Done::by_first(plan, &[code])
        }
        Operation::Sum(k) => of_sum(plan, &plan.sums[k]),
        Operation::Update(g) => match &plan.groups[g].update {
            Some(update) => {
                Done::by_owners(plan, &kernels(update), all(g)).and(Memory::Bits { group: g, event: 0 }, true)
            }
            None => Done::by_first(plan, &[]),
        },
        Operation::UpdateShared(g) => {
            let update = plan.groups[g].shared_update.as_ref();
            Done::by_first(plan, &update.map_or(vec![], kernels))
        }
        Operation::UpdateSynapses(s) => {
            let update = plan.synapses[s].update.as_ref();
            Done::by_owners(plan, &update.map_or(vec![], kernels), Endpoint::Synapses(s))
        }
        Operation::Threshold(g) => {
            let threshold = plan.groups[g].threshold.as_ref();
            let done = Done::by_owners(plan, threshold.as_slice(), all(g));
            done.and(Memory::Bits { group: g, event: 0 }, true)
        }
        Operation::Fire(g) => of_fire(g, &plan.groups[g], all(g), plan),
        Operation::Reset(g) => {
            let reset = plan.groups[g].reset.as_ref();
            Done::by_owners(plan, reset.as_slice(), all(g))
        }
        Operation::Test { group, event } => {
            let EventPlan { condition, .. } = &plan.groups[group].events[event];
            let done = Done::by_owners(plan, &[condition], all(group));
            done.and(Memory::Bits { group, event: event + 1 }, true)
        }
        Operation::Happen { group, event } => {
            Done::by_owners(plan, &[], all(group)).and(Memory::Bits { group, event: event + 1 }, false)
        }
        Operation::OnEvent { group, event } => {
            let code = plan.groups[group].events[event].code.as_ref();
            Done::by_owners(plan, code.as_slice(), all(group))
        }
        Operation::Deliver { synapses, pathway } => {
            let of = &plan.synapses[synapses];
            of_delivery(plan, synapses, of, &of.pathways[pathway])
        }
        Operation::Follow { synapses, pathway } => {
            let PathwayPlan { neurons, from, .. } = &plan.synapses[synapses].pathways[pathway];
            Done::by_owners(plan, neurons.as_ref().as_slice(), Endpoint::Population(*from))
        }
        Operation::Record { monitor, .. } => of_monitor(plan, &plan.monitors[monitor].kind),
    }
}

fn whole(plan: &Plan, group: usize) -> Endpoint {
    let of = snnc_ir::plan::Population { group, start: 0, end: plan.groups[group].size };
    Endpoint::Population(of)
}

fn kernels(update: &UpdatePlan) -> Vec<&KernelUse> {
    std::iter::once(&update.kernel).chain(&update.again).collect()
}

fn of_fire(group: usize, of: &GroupPlan, all: Endpoint, plan: &Plan) -> Done {
    let mut done = Done::by_owners(plan, &[], all);
    if of.given.is_none() {
        done = done.and(Memory::Bits { group, event: 0 }, false);
    }
    for variable in of.last_spike.into_iter().chain(of.not_refractory) {
        done = done.and(Memory::Group { group, variable }, true);
    }
    done
}

/// A delivery is divided by targets if it writes nothing but at the target and to the synapse, and by sources if nothing but
/// at the source and to the synapse: effects on one element keep their order.
fn of_delivery(plan: &Plan, synapses: usize, of: &SynapsePlan, pathway: &PathwayPlan) -> Done {
    let code = &pathway.code;
    let each = matches!(pathway.delay, DelayPlan::Each { .. });
    let columns = columns(plan, code);
    let (by, space, end) = if stay_apart(&columns, Space::Post) {
        (By::OwnerOfTarget, Space::Post, of.target)
    } else if pathway.end == End::Pre && stay_apart(&columns, Space::Pre) {
        (By::OwnerOfSource, Space::Pre, of.source)
    } else {
        return Done::by_first(plan, &[code]);
    };
    let Endpoint::Population(end) = end else { return Done::by_first(plan, &[code]) };
    // Where delays differ, what waits is known by its target.
    if (each && space == Space::Pre) || demands(plan, code) {
        return Done::by_first(plan, &[code]);
    }
    let by = |used: Used<'_>| match used.storage {
        Storage::Group { group, offset, .. }
            if used.column.space == space && (group, offset) == (end.group, end.start) =>
        {
            By::Owner
        }
        Storage::Synapses { synapses: other, .. }
            if used.column.space == Space::Lane && other == synapses =>
        {
            by
        }
        _ => By::Any,
    };
    let accesses = of_kernel(plan, code, by);
    if accesses.iter().any(|access| access.written && access.by == By::Any) {
        return Done::by_first(plan, &[code]);
    }
    let of_rows = (pathway.end == End::Pre) == (space == Space::Pre);
    let division = if of_rows { Division::Elements } else { Division::Targets };
    Done { division, accesses, can_fail: false }
}

fn sum_by_first(plan: &Plan, sum: &SumPlan) -> Done {
    let kernels: Vec<_> = sum.parts.iter().map(|part| &part.code).collect();
    Done::by_first(plan, &kernels).and(summed(sum), true)
}

/// The variable that is a sum.
fn summed(sum: &SumPlan) -> Memory {
    match sum.parts[0].of {
        Endpoint::Population(of) => Memory::Group { group: of.group, variable: sum.variable },
        Endpoint::Synapses(synapses) => Memory::Synapses { synapses, variable: sum.variable },
    }
}

/// Sums of targets over rows of sources are divided by targets: each thread adds up those of its own.
fn of_sum(plan: &Plan, sum: &SumPlan) -> Done {
    let mut done = Done { division: Division::Targets, accesses: vec![], can_fail: false };
    for SumPart { synapses, end, of, code } in &sum.parts {
        let Endpoint::Population(of) = *of else { return sum_by_first(plan, sum) };
        let written = |used: Used<'_>| used.column.written && used.storage != Storage::Output;
        let by_source = plan.kernels[code.kernel].domain.pre == EndIndex::Row;
        if *end != End::Post || !by_source || demands(plan, code) || columns(plan, code).any(written) {
            return sum_by_first(plan, sum);
        }
        done.accesses.extend(of_kernel(plan, code, |used| match (used.column.space, used.storage) {
            (Space::Post, Storage::Group { group, offset, .. })
                if (group, offset) == (of.group, of.start) =>
            {
                By::Owner
            }
            (Space::Lane, Storage::Synapses { synapses: other, .. }) if other == *synapses => {
                By::OwnerOfTarget
            }
            _ => By::Any,
        }));
    }
    done.and(summed(sum), true)
}

fn of_monitor(plan: &Plan, kind: &MonitorKind) -> Done {
    let recorded = match kind {
        MonitorKind::Spikes { with, .. } => with,
        MonitorKind::States { variables, .. } | MonitorKind::SynapseStates { variables, .. } => variables,
        MonitorKind::Count { .. } | MonitorKind::Rate { .. } => &vec![],
    };
    let stored = |variable| match kind {
        MonitorKind::Spikes { of, .. }
        | MonitorKind::Count { of, .. }
        | MonitorKind::States { of, .. }
        | MonitorKind::Rate { of, .. } => Memory::Group { group: of.group, variable },
        MonitorKind::SynapseStates { of, .. } => Memory::Synapses { synapses: *of, variable },
    };
    let computed = recorded.iter().filter_map(|recorded| match &recorded.source {
        snnc_ir::plan::RecordedSource::Computed(kernel) => Some(kernel),
        snnc_ir::plan::RecordedSource::Stored(_) => None,
    });
    let can_fail = computed.into_iter().any(|kernel| demands(plan, kernel));
    Done { division: Division::First, accesses: of_recorded(plan, recorded, stored), can_fail }
}

#[cfg(test)]
mod tests {
    use super::{Division, turns};
    use crate::model::Model;
    use crate::schedule::{Operation, operations};

    const NETWORK: &str = "
neurons cells[4000] {
    dv/dt = (g - v)/(20 ms) : 1 (unless refractory)
    dg/dt = -g/(5 ms)       : 1
    k : 1
    refractory: 5 ms
    threshold:  v > 1
    reset:      v = 0
}
synapses exc: cells[:3200] -> cells { connect: p = 0.02; on_pre: g += 0.1 }
synapses inh: cells[3200:] -> cells { connect: p = 0.02; on_pre: g -= 0.4 }
monitor spikes of cells
";

    /// How each operation is divided, those before which threads meet marked.
    fn divided(more: &str) -> String {
        let model = Model::from_text("network.eqs", format!("{NETWORK}{more}"));
        let compiled = model.compile().unwrap_or_else(|error| panic!("{error}"));
        let turns = turns(compiled.plan(), &operations(compiled.plan()), |_| true);
        let told = turns.iter().map(|turn| {
            let meet = if turn.meet { "| " } else { "" };
            let who = match turn.division {
                Division::First => "1",
                Division::Elements => "elements",
                Division::Targets => "targets",
            };
            let what = match turn.scheduled.operation {
                Operation::Update(_) => "update",
                Operation::UpdateShared(_) => "shared",
                Operation::UpdateSynapses(_) => "synapses",
                Operation::Fire(_) => "fire",
                Operation::Sum(_) => "sum",
                Operation::Deliver { .. } => "deliver",
                Operation::Reset(_) => "reset",
                Operation::Record { .. } => "record",
                _ => "other",
            };
            format!("{meet}{what} {who}")
        });
        told.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn threads_meet_once_a_step_where_effects_stay_at_targets() {
        let expected =
            "update elements, | fire elements, record 1, deliver targets, deliver targets, reset elements";
        assert_eq!(divided(""), expected);
    }

    #[test]
    fn threads_meet_where_one_reads_what_others_write() {
        let expected = "| record 1, | update elements, | fire elements, record 1, deliver targets, deliver targets, reset elements";
        assert_eq!(divided("monitor v of cells[:3]"), expected);
    }

    #[test]
    fn effects_at_the_source_belong_to_who_owns_it() {
        let back = "synapses back: cells -> cells { connect: p = 0.01; on_pre: k_pre += v_post }";
        assert!(divided(back).contains("deliver elements, | reset elements"), "{}", divided(back));
    }

    #[test]
    fn what_cannot_be_divided_is_done_by_one() {
        for at_both_ends in ["k_pre += 1; k_post += 1", "k_post += k_pre"] {
            let both =
                format!("synapses both: cells -> cells {{ connect: p = 0.01; on_pre: {at_both_ends} }}");
            assert!(divided(&both).contains("deliver 1"), "{}", divided(&both));
        }
    }

    #[test]
    fn sums_belong_to_who_owns_the_target() {
        let sum = "synapses near: cells -> cells { connect: p = 0.01; k_post = v_pre - v_post : 1 (summed) }";
        assert!(divided(sum).starts_with("| sum targets, | update elements, | fire"), "{}", divided(sum));
    }
}
