//! Connection rules.

use super::body::{Body, Moment, Site};
use super::names::PlaceName;
use super::{Lowering, diagnostics};
use crate::kernel::{Compare, Domain, EndIndex, Lanes, Random, Space, Type, UnaryOp, Value};
use crate::plan::{
    CountPlan, GeneratedPlan, Judgement, KernelUse, ListedPlan, OverPlan, PairsPlan, ProbabilityPlan,
    RangePlan, RulePlan, Scan, Storage,
};
use snnc_lang::files::Values;
use snnc_lang::hir::{
    BinaryOp, Builtin, ExprId, ExprKind, Generated, Listed, LocalId, Over, Pairs, Place, Range,
    SynapseGroupId,
};
use snnc_lang::syntax::ast::{CompareOp, End};
use std::collections::HashSet;
use std::sync::Arc;

/// A rule of a synapse group.
pub(super) fn rule(cx: &mut Lowering<'_>, synapses: SynapseGroupId, number: usize) -> RulePlan {
    let model = cx.model;
    let group = &model.synapses[synapses.index()];
    let rule = &group.rules[number];
    let place = |part: &str| PlaceName::new(&group.name, format_args!("connect/{number}/{part}"));
    let mut lowering = Rule { synapses, running: None };

    let mut conditions = rule.condition.map(|condition| conjuncts(cx, condition)).unwrap_or_default();
    let mut skip_if_invalid = rule.skip_if_invalid;
    if let Pairs::Generated(generated) = &rule.pairs {
        lowering.running = Some(generated.running.clone());
    }
    let mut judgement = Judgement::default();
    let pairs = match &rule.pairs {
        // `i == j` and its like: not all pairs need be looked at to find the few that hold.
        Pairs::All => match Rule::take_function(cx, &mut conditions) {
            Some((end, index)) => {
                skip_if_invalid = true;
                PairsPlan::Function(end, lowering.over_end(cx, place("index"), other(end), index))
            }
            None => PairsPlan::All,
        },
        Pairs::Function(end, index) => {
            let values = lowering.over_end(cx, place("index"), other(*end), *index);
            PairsPlan::Function(*end, values)
        }
        Pairs::Indegree(n) => PairsPlan::Indegree(lowering.degree(cx, place("indegree"), End::Post, *n)),
        Pairs::Outdegree(n) => PairsPlan::Outdegree(lowering.degree(cx, place("outdegree"), End::Pre, *n)),
        Pairs::Total(n) => PairsPlan::Total(lowering.total(cx, place("total"), *n)),
        Pairs::Generated(generated) => {
            let known = candidates_of(other(generated.end));
            let index = (generated.end, generated.value);
            judgement.allowed = lowering.take_allowed(cx, place("allowed"), known, index, &mut conditions);
            PairsPlan::Generated(Box::new(lowering.generated(cx, &place, generated)))
        }
        Pairs::Listed(listed) => PairsPlan::Listed(Box::new(lowering.listed(cx, listed))),
    };
    let allowed = match (&pairs, &rule.pairs) {
        (PairsPlan::Function(..), Pairs::Function(end, index)) => {
            let domain = neurons_of(other(*end));
            lowering.take_allowed(cx, place("allowed"), domain, (*end, *index), &mut conditions)
        }
        _ => None,
    };
    let (probability, varying) = match rule.probability {
        Some(p) => lowering.probability(cx, place("p"), p),
        None => (None, None),
    };
    let filtered = !conditions.is_empty() || varying.is_some();
    // With a constant probability, the pairs are drawn first, and only those are asked for the condition.
    let scans = matches!(pairs, PairsPlan::All) && probability.is_none() && filtered;
    let domain = if scans { OF_SOURCE } else { CANDIDATES };
    let filter = filtered.then(|| lowering.filter(cx, place("filter"), domain, &conditions, varying));
    let improper = varying.map(|p| lowering.improper(cx, place("p"), domain, &conditions, p));
    let scan = match filter {
        Some(filter) if scans => Some(Scan { filter, improper }),
        filter => {
            judgement = Judgement { filter, improper, ..judgement };
            None
        }
    };
    let multiplicity = rule.multiplicity.map(|n| lowering.count(cx, place("n"), CANDIDATES, n));
    let layout = &cx.synapses[synapses.index()];
    RulePlan {
        span: rule.span,
        pairs,
        judgement,
        scan,
        allowed,
        probability,
        multiplicity,
        multiplicity_index: rule.multiplicity_index.and_then(|variable| layout.slot(variable)),
        unique: rule.unique,
        skip_if_invalid,
    }
}

/// The pairs of a source: the lanes are targets.
const OF_SOURCE: Domain = Domain { lanes: Lanes::Range, pre: EndIndex::Uniform, post: EndIndex::Lane };

/// All neurons of one end.
const fn neurons_of(end: End) -> Domain {
    match end {
        End::Pre => Domain { lanes: Lanes::Range, pre: EndIndex::Lane, post: EndIndex::None },
        End::Post => Domain { lanes: Lanes::Range, pre: EndIndex::None, post: EndIndex::Lane },
    }
}

fn other(end: End) -> End {
    match end {
        End::Pre => End::Post,
        End::Post => End::Pre,
    }
}

/// The conditions that must all hold.
fn conjuncts(cx: &Lowering<'_>, condition: ExprId) -> Vec<ExprId> {
    let mut found = Vec::new();
    let mut stack = vec![condition];
    while let Some(id) = stack.pop() {
        match cx.model.exprs[id].kind {
            ExprKind::Binary(BinaryOp::And, a, b) => stack.extend([b, a]),
            ExprKind::Boolean(true) => {}
            _ => found.push(id),
        }
    }
    found
}

/// Candidates whose ends are both known.
const CANDIDATES: Domain = Domain { lanes: Lanes::Range, pre: EndIndex::Gathered, post: EndIndex::Gathered };

/// Candidates of which only one end is known.
const fn candidates_of(end: End) -> Domain {
    match end {
        End::Pre => Domain { lanes: Lanes::Range, pre: EndIndex::Gathered, post: EndIndex::None },
        End::Post => Domain { lanes: Lanes::Range, pre: EndIndex::None, post: EndIndex::Gathered },
    }
}

/// A rule being lowered.
struct Rule {
    synapses: SynapseGroupId,
    /// The running name of a generator.
    running: Option<Arc<str>>,
}

impl Rule {
    fn body<'a, 'm>(&self, cx: &'a mut Lowering<'m>, place: PlaceName, domain: Domain) -> Body<'a, 'm> {
        let mut body = Body::new(cx, place, domain, Site::Synapses(self.synapses), Moment::Connecting);
        if let (Some(name), EndIndex::Gathered, _) | (Some(name), _, EndIndex::Gathered) =
            (&self.running, domain.pre, domain.post)
        {
            let column = body.column(Storage::Output, Space::Lane, name, Type::I64);
            let number = body.graph.load(column);
            body.locals.insert(LocalId(0), number);
        }
        body
    }

    /// Takes a condition out that says which index of one end goes with each neuron of the other.
    fn take_function(cx: &Lowering<'_>, conditions: &mut Vec<ExprId>) -> Option<(End, ExprId)> {
        let function = |condition: &ExprId| {
            let ExprKind::Compare(CompareOp::Eq, a, b) = cx.model.exprs[*condition].kind else {
                return None;
            };
            let ends = [End::Post, End::Pre].into_iter();
            ends.flat_map(|end| [(end, a, b), (end, b, a)]).find_map(|(end, index, value)| {
                let is_index =
                    cx.model.exprs[index].kind == ExprKind::Builtin(Builtin::Index(Place::End(end)));
                (is_index && depends_only_on(cx, other(end), value)).then_some((end, value))
            })
        };
        let (at, found) =
            conditions.iter().enumerate().find_map(|(at, id)| function(id).map(|found| (at, found)))?;
        conditions.remove(at);
        Some(found)
    }

    /// Takes out the conditions that can be asked before it is known whether the index that a formula gives for `end` exists:
    /// they read nothing of that end but its index.
    fn take_allowed(
        &self,
        cx: &mut Lowering<'_>,
        place: PlaceName,
        domain: Domain,
        (end, index): (End, ExprId),
        conditions: &mut Vec<ExprId>,
    ) -> Option<KernelUse> {
        let askable = |condition: &ExprId| reads_only(cx, other(end), Some(end), *condition);
        let (early, late): (Vec<_>, Vec<_>) = conditions.iter().copied().partition(askable);
        *conditions = late;
        if early.is_empty() {
            return None;
        }
        let mut body = self.body(cx, place, domain);
        let index = body.value(index);
        body.given = Some((if end == End::Pre { Space::Pre } else { Space::Post }, index));
        let allowed = all_hold(&mut body, &early)?;
        body.graph.emit(allowed);
        Some(body.finish())
    }

    /// An integer for each neuron of an end.
    fn over_end(&self, cx: &mut Lowering<'_>, place: PlaceName, end: End, value: ExprId) -> KernelUse {
        let mut body = self.body(cx, place, neurons_of(end));
        let value = body.value(value);
        body.finish_with_output("result", value)
    }

    /// A number of synapses for each neuron of an end.
    fn degree(&self, cx: &mut Lowering<'_>, place: PlaceName, end: End, n: ExprId) -> CountPlan {
        self.count(cx, place, neurons_of(end), n)
    }

    fn count(&self, cx: &mut Lowering<'_>, place: PlaceName, domain: Domain, n: ExprId) -> CountPlan {
        let mut body = self.body(cx, place, domain);
        let value = body.value(n);
        match body.known_int(value) {
            Some(count) => {
                body.abandon();
                CountPlan::Constant(not_negative(cx, n, count))
            }
            None => CountPlan::Computed(body.finish_with_output("result", value)),
        }
    }

    /// A rule with a generator.
    fn generated(
        &self,
        cx: &mut Lowering<'_>,
        place: &impl Fn(&str) -> PlaceName,
        generated: &Generated,
    ) -> GeneratedPlan {
        let (end, value) = (generated.end, generated.value);
        let candidates = candidates_of(other(end));
        let identity = cx.model.exprs[value].kind == ExprKind::Local(LocalId(0));
        let index = (!identity).then(|| {
            let mut body = self.body(cx, place("index"), candidates);
            let value = body.value(value);
            body.finish_with_output("result", value)
        });
        let over = match &generated.over {
            Over::Range(range) => OverPlan::Range(self.range(cx, place, end, range)),
            Over::SampleOfSize(range, size) => {
                let size = self.degree(cx, place("size"), other(end), *size);
                OverPlan::SampleOfSize(self.range(cx, place, end, range), size)
            }
            Over::SampleWithProbability(range, p) => {
                let p = self.sampling(cx, place("sample/p"), neurons_of(other(end)), *p);
                OverPlan::SampleWithProbability(self.range(cx, place, end, range), p)
            }
            Over::Values(values) => OverPlan::Values(values.to_vec()),
        };
        GeneratedPlan { end, over, index }
    }

    fn range(
        &self,
        cx: &mut Lowering<'_>,
        place: &impl Fn(&str) -> PlaceName,
        end: End,
        range: &Range,
    ) -> RangePlan {
        let mut number = |name, value| {
            let mut body = self.body(cx, place(name), neurons_of(other(end)));
            let value = body.value(value);
            match body.known_int(value) {
                Some(number) => {
                    body.abandon();
                    CountPlan::Constant(number)
                }
                None => CountPlan::Computed(body.finish_with_output("result", value)),
            }
        };
        RangePlan {
            start: number("start", range.start),
            stop: number("stop", range.stop),
            step: number("step", range.step),
        }
    }

    /// The probability of a sample.
    fn sampling(
        &self,
        cx: &mut Lowering<'_>,
        place: PlaceName,
        domain: Domain,
        p: ExprId,
    ) -> ProbabilityPlan {
        let mut body = self.body(cx, place, domain);
        let value = body.value(p);
        match body.known_float(value) {
            Some(known) => {
                body.abandon();
                if known < 0.0 || known.is_nan() {
                    let span = cx.model.exprs[p].span;
                    cx.diagnostics.push(diagnostics::negative_probability(span, known));
                }
                ProbabilityPlan::Constant(known)
            }
            None => ProbabilityPlan::Computed(body.finish_with_output("result", value)),
        }
    }

    /// Pairs that are given one by one, with values of variables.
    fn listed(&self, cx: &Lowering<'_>, listed: &Listed) -> ListedPlan {
        let layout = &cx.synapses[self.synapses.index()];
        let words = |values: &Values| match values {
            Values::Floats(values) => values.iter().map(|x| x.to_bits()).collect(),
            Values::Integers(values) => values.iter().map(|n| *n as u64).collect(),
            Values::Booleans(values) => values.iter().map(|b| u64::from(*b)).collect(),
        };
        let given = listed.values.iter();
        let values = given.filter_map(|(id, values)| Some((layout.slot(*id)?, words(values)))).collect();
        ListedPlan { pairs: listed.pairs.clone(), values, delays: listed.delays.clone() }
    }

    /// A number of synapses for all together.
    fn total(&self, cx: &mut Lowering<'_>, place: PlaceName, n: ExprId) -> CountPlan {
        let domain = Domain { lanes: Lanes::Range, pre: EndIndex::None, post: EndIndex::None };
        self.count(cx, place, domain, n)
    }

    /// A probability: the number if it is one, else the expression.
    fn probability(
        &self,
        cx: &mut Lowering<'_>,
        place: PlaceName,
        p: ExprId,
    ) -> (Option<f64>, Option<ExprId>) {
        let mut body = self.body(cx, place, OF_SOURCE);
        let value = body.value(p);
        let known = body.known_float(value);
        body.abandon();
        let Some(known) = known else { return (None, Some(p)) };
        if known >= 1.0 {
            return (None, None);
        }
        if known < 0.0 || known.is_nan() {
            let span = cx.model.exprs[p].span;
            cx.diagnostics.push(diagnostics::negative_probability(span, known));
        }
        (Some(known), None)
    }

    /// Emits the pairs for which all conditions hold, each with its probability.
    fn filter(
        &self,
        cx: &mut Lowering<'_>,
        place: PlaceName,
        domain: Domain,
        conditions: &[ExprId],
        probability: Option<ExprId>,
    ) -> KernelUse {
        let mut body = self.body(cx, place, domain);
        let mut kept = all_hold(&mut body, conditions);
        if let Some(p) = probability {
            let p = body.value(p);
            let stream = body.place.stream("p");
            let stream = body.graph.stream(stream);
            let drawn = body.graph.random(Random::Uniform, stream, &[]);
            let chosen = body.graph.lt(drawn, p);
            kept = Some(kept.map_or(chosen, |kept| body.graph.and(kept, chosen)));
        }
        let kept = kept.unwrap_or_else(|| body.graph.bool(true));
        body.graph.emit(kept);
        body.finish()
    }

    /// Emits the pairs for which all conditions hold and whose probability is negative or NaN.
    fn improper(
        &self,
        cx: &mut Lowering<'_>,
        place: PlaceName,
        domain: Domain,
        conditions: &[ExprId],
        probability: ExprId,
    ) -> KernelUse {
        let mut body = self.body(cx, place, domain);
        let kept = all_hold(&mut body, conditions);
        let p = body.value(probability);
        let zero = body.graph.float(0.0);
        let proper = body.graph.compare(Compare::Ge, p, zero);
        let improper = body.graph.unary(UnaryOp::Not, proper);
        let emitted = kept.map_or(improper, |kept| body.graph.and(kept, improper));
        body.graph.emit(emitted);
        body.finish()
    }
}

/// The conjunction of conditions, if there are any.
fn all_hold(body: &mut Body<'_, '_>, conditions: &[ExprId]) -> Option<Value> {
    conditions.iter().fold(None, |kept, condition| {
        let holds = body.value(*condition);
        let kept = kept.map_or(holds, |kept| body.graph.and(kept, holds));
        // What comes after is asked of the pairs that are left.
        body.demands.guard = Some(kept);
        Some(kept)
    })
}

/// Whether an expression is the same for all neurons of the other end, and no draw.
fn depends_only_on(cx: &Lowering<'_>, end: End, root: ExprId) -> bool {
    reads_only(cx, end, None, root)
}

/// Whether an expression reads nothing but one end, and the index of `indexed`, and is no draw.
fn reads_only(cx: &Lowering<'_>, end: End, indexed: Option<End>, root: ExprId) -> bool {
    let mut seen = HashSet::new();
    let mut stack = vec![root];
    while let Some(id) = stack.pop() {
        if !seen.insert(id) {
            continue;
        }
        let kind = &cx.model.exprs[id].kind;
        match *kind {
            // If it is a subexpression, what it reads is that end's, too.
            ExprKind::Variable(Place::End(its), _) if its == end => {}
            ExprKind::Builtin(
                Builtin::Index(Place::End(its))
                | Builtin::LastSpike(Place::End(its))
                | Builtin::NotRefractory(Place::End(its)),
            ) if its == end => {}
            ExprKind::Builtin(Builtin::Index(Place::End(its))) if Some(its) == indexed => {}
            ExprKind::Builtin(Builtin::Time | Builtin::Dt | Builtin::TimeStep | Builtin::EndSize(_)) => {}
            ExprKind::Variable(..) | ExprKind::Builtin(_) | ExprKind::Random(..) | ExprKind::Noise(_) => {
                return false;
            }
            _ => stack.extend(kind.operands()),
        }
    }
    true
}

fn not_negative(cx: &mut Lowering<'_>, n: ExprId, count: i64) -> i64 {
    if count < 0 {
        cx.diagnostics.push(diagnostics::negative_number(cx.model.exprs[n].span, count));
    }
    count.max(0)
}
