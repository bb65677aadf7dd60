//! What stands in the plan besides kernels.

use crate::model::plan;
use snnc_ir::plan::{CountPlan, DelayPlan, MonitorKind, PairsPlan, Plan, RulePlan, Step};
use snnc_lang::syntax::ast::End;

fn rule(connect: &str) -> RulePlan {
    let text = format!(
        "p0 = 0.25
         neurons a[10] {{ x : 1; threshold: x > 1; reset: x = 0 }}
         synapses s: a -> a[2:6] {{ connect: {connect}; on_pre: x += 1 }}"
    );
    plan(&text).synapses[0].rules[0].clone()
}

/// The steps of each run.
fn runs(plan: &Plan) -> Vec<u64> {
    let steps = plan.protocol.iter().map(|step| match step {
        Step::Run { steps, .. } => *steps,
        other => panic!("{other:?} is no run"),
    });
    steps.collect()
}

#[test]
fn conditions_that_say_which_pair_are_functions() {
    for (condition, end) in [
        ("i == j", End::Post),
        ("j == i", End::Post),
        ("i + 1 == j", End::Post),
        ("j == i % 4", End::Post),
        ("i == 2*j + 1", End::Pre),
        ("i == j and i != 3", End::Post),
    ] {
        let rule = rule(condition);
        assert!(
            matches!(rule.pairs, PairsPlan::Function(it, _) if it == end),
            "{condition}: {:?}",
            rule.pairs
        );
        assert!(rule.skip_if_invalid);
        assert_eq!(rule.judgement.filter.is_some(), condition.contains("and"), "{condition}");
    }
    for condition in ["i != j", "i + j == 3", "j == i + int(2*rand())", "i <= j", "i == j or i == 2"] {
        let rule = rule(condition);
        assert!(matches!(rule.pairs, PairsPlan::All), "{condition}: {:?}", rule.pairs);
        assert!(rule.scan.is_some());
    }
}

#[test]
fn probabilities() {
    assert_eq!(rule("p = p0").probability, Some(0.25));
    assert_eq!(rule("p = 2*p0 + 0.5").probability, None);
    assert!(rule("p = 2*p0 + 0.5").scan.is_none());
    assert!(rule("p = p0*x_pre").scan.is_some());
    assert_eq!(rule("i != j, p = p0").probability, Some(0.25));
}

#[test]
fn numbers() {
    assert!(matches!(rule("indegree = 3").pairs, PairsPlan::Indegree(CountPlan::Constant(3))));
    assert!(matches!(rule("outdegree = i % 3").pairs, PairsPlan::Outdegree(CountPlan::Computed(_))));
    assert!(matches!(rule("total = 7").pairs, PairsPlan::Total(CountPlan::Constant(7))));
    assert!(matches!(rule("i != j, n = 2 as k").multiplicity, Some(CountPlan::Constant(2))));
    assert_eq!(rule("i != j, n = 2 as k").multiplicity_index, Some(0));
}

#[test]
fn times_are_steps() {
    let plan = plan(
        "neurons a[10] { dx/dt = 1/ms : 1; threshold: x > 1; reset: x = 0 }
         synapses s: a -> a { connect: i == j; on_pre: x += 1; delay: 0.34 ms }
         monitor x of a every 0.3 ms
         monitor rate of a every 5 ms
         run 1 s
         run 0.3 ms",
    );
    assert_eq!(runs(&plan), [10000, 3]);
    assert!(matches!(plan.synapses[0].pathways[0].delay, DelayPlan::Constant(3)));
    assert!(matches!(plan.monitors[0].kind, MonitorKind::States { every: 3, .. }));
    assert!(matches!(plan.monitors[1].kind, MonitorKind::Rate { bin: 50, .. }));
}

#[test]
fn a_run_off_the_grid_is_rounded_up() {
    let text = "neurons a[1] { x : 1 }\nrun 0.25 ms";
    assert_eq!(runs(&plan(text)), [3]);
}

#[test]
fn what_nobody_reads_is_not_stored() {
    let stored = |more: &str| {
        let text = format!(
            "neurons a[2] {{ dx/dt = -x/ms : 1; threshold: x > 1; reset: x = 0; {more} }}
             synapses s: a -> a {{ connect: i != j; on_pre: x += 1 }}"
        );
        let names = plan(&text).groups[0].variables.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
        names.join(" ")
    };
    assert_eq!(stored(""), "x");
    assert_eq!(stored("refractory: 2 ms"), "x lastspike");
    assert_eq!(stored("refractory: 0 ms"), "x");
    assert_eq!(stored("refractory: 2 ms; y = 1 if not_refractory else 0 : 1"), "x lastspike");
}
