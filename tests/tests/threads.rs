//! Any number of threads yields the same bits, in everything that a run yields.

use proptest::prelude::*;
use snnc::{Error, Model, Threads};
use snnc_tests::agreement::Comparison;
use snnc_tests::observe::{Arrays, difference, everything};
use snnc_tests::{agreement, constructs, files, generate};
use std::num::NonZero;
use std::path::PathBuf;

/// Models that run longer than this many steps are cut short.
const MOST_STEPS: u64 = 600;

fn run(model: &Model, threads: usize) -> Result<Arrays, Error> {
    let threads = NonZero::new(threads).map_or(Threads::Auto, Threads::Exactly);
    let compiled = model.compile()?.with_threads(threads);
    everything(&compiled, compiled.seed())
}

/// The first difference that the number of threads makes; 0 is as many as are fastest.
fn compare(model: &Model, numbers: &[usize]) -> Comparison {
    let one = run(model, 1)?;
    for number in numbers {
        if let Some(difference) = difference(&one, &run(model, *number)?) {
            return Ok(Some(format!("with {number} threads: {difference}")));
        }
    }
    Ok(None)
}

fn all_agree(models: &[PathBuf]) {
    agreement::of_models(models, MOST_STEPS, |model| compare(&model, &[2, 3, 5]));
}

#[test]
fn on_the_models_that_users_read_first() {
    all_agree(&files::models("models"));
}

#[test]
fn on_valid_models() {
    all_agree(&files::models("tests/models/valid"));
}

#[test]
fn on_models_of_known_outcome() {
    all_agree(&files::models_within("tests/models/known"));
}

#[test]
fn on_models_that_a_demand_ends() {
    for path in files::models("tests/models/wrong_in_runs") {
        let ends = |number: usize| {
            let ran = Model::from_file(&path).and_then(|model| run(&model, number));
            ran.map_err(|error| error.to_string())
        };
        let one = ends(1);
        for number in [2, 3] {
            assert!(ends(number) == one, "{} with {number} threads", path.display());
        }
    }
}

/// Groups large enough to be divided, and all that makes threads meet.
const LARGE: &str = "
N = 1000
tau = 10 ms

neurons cells[N] {
    dv/dt = (18 mV - v + ge - gi)/tau + 2 mV*xi*sqrt(2/tau) : volt (unless refractory)
    dge/dt = -ge/(5 ms) : volt
    dgi/dt = -gi/(10 ms) : volt
    trace : 1
    heard : 1

    method:     euler
    threshold:  v > 15 mV
    reset:      v = 2 mV*rand(); trace += 1
    refractory: 2 ms
    init:       v = 15 mV*rand()
}

neurons others[500] {
    trace : 1
    near  : 1
    dx/dt = (total + near - x)/(7 ms) : 1
    total : 1

    threshold: x > 3
    reset:     x = 0
    init:      x = rand()
}

poisson input[300] { rate: 60 Hz }

synapses exc: cells[:800] -> cells { connect: p = 0.05; on_pre: ge += 0.4 mV; delay: 1 ms }
synapses inh: cells[800:] -> cells { connect: p = 0.05; on_pre: gi += 1.6 mV }
synapses noisy: input -> cells[100:700] {
    w : volt
    connect: p = 0.1
    init:    w = 1 mV*rand()
    on_pre:  v += w*rand()
    delay:   5 ms*rand()
}
synapses slow: cells -> others { connect: p = 0.2; on_pre: trace_post += 0.01; delay: 1 ms + 1 ms*rand() }
synapses plastic: input -> others {
    w : 1
    dapre/dt  = -apre/(20 ms)   : 1 (event-driven)
    dapost/dt = -apost/(20 ms)  : 1 (event-driven)
    connect: p = 0.2
    init:    w = 0.1*rand()
    on_pre:  total_post += w; apre += 0.1; w = clip(w - apost, 0, 1)
    on_post: apost += 0.1; w = clip(w + apre, 0, 1)
}
synapses back: others -> cells {
    times : 1
    connect: p = 0.02
    on_pre:  times += 1; heard_post += trace_pre
}
synapses near: cells[50:] -> others[30:] { connect: p = 0.02; near_post = v_pre/(100 mV) - x_post : 1 (summed) }
synapses told: cells -> others {
    connect: p = 0.01
    on_pre:  trace_pre -= 0.1
    on_post: trace_pre *= 0.99
}

monitor spikes of cells
monitor spikes of others
monitor v, ge, gi, trace of cells[::97]
monitor w of plastic[::501]
monitor rate of input
run 60 ms
";

#[test]
fn on_a_large_network() {
    let model = Model::from_text("large.eqs", LARGE);
    assert!(run(&model, 1).unwrap_or_else(|error| panic!("{error}"))["cells_spikes.t"].len() > 300);
    match compare(&model, &[0, 2, 3, 5, 8]) {
        Ok(found) => assert_eq!(found, None),
        Err(error) => panic!("{error}"),
    }
}

proptest! {
    #![proptest_config(agreement::cases(24))]

    #[test]
    fn on_random_models(text in generate::model()) {
        agreement::of_random(&text, |model| compare(&model, &[2, 3]))?;
    }

    #[test]
    fn on_random_constructs(text in constructs::model()) {
        agreement::of_random(&text, |model| compare(&model, &[2, 3]))?;
    }
}
