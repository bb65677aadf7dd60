//! The same file and the same seed yield the same bits; other things than these do not matter.

use ndarray::{ArrayView1, s};
use proptest::prelude::*;
use snnc::{Data, Model, Seed};
use snnc_tests::observe::{Arrays, difference, difference_in_common, everything};
use snnc_tests::{constructs, files};
use std::ops::{ControlFlow, Range};
use std::path::PathBuf;

const NETWORK: &str = "
tau = 10 ms

neurons cells[60] {
    dv/dt = (18 mV - v)/tau + 4 mV*xi*sqrt(2/tau) : volt (unless refractory)
    gain  : 1

    method:     euler
    threshold:  v > 15 mV
    reset:      v = 2 mV*rand()
    refractory: 1 ms
    init:       v = 15 mV*rand(); gain = 1 + 0.1*randn()
}

poisson input[20] { rate: 300 Hz }

synapses noise: input -> cells {
    w : volt
    connect: p = 0.2
    init:    w = 1 mV*rand()
    on_pre:  v += gain*w*rand()
    delay:   0.5 ms
}

synapses within: cells -> cells {
    connect: indegree = 5, i != j
    on_pre:  v -= 0.5 mV
}
";

const MONITORS: &str = "
monitor spikes of cells
monitor v of cells[:10]
monitor rate of cells
monitor spikes of input
run 60 ms
";

fn arrays(text: &str) -> Arrays {
    seeded(text, None)
}

fn seeded(text: &str, seed: Option<u64>) -> Arrays {
    let compiled = match Model::from_text("network.eqs", text).compile() {
        Ok(compiled) => compiled,
        Err(error) => panic!("{error}\n\n{text}"),
    };
    everything(&compiled, seed.map_or(compiled.seed(), Seed)).expect("a run")
}

fn network(extra: &str) -> String {
    format!("{NETWORK}{extra}{MONITORS}")
}

#[track_caller]
fn assert_same(left: &Arrays, right: &Arrays) {
    assert_eq!(difference(left, right), None);
}

#[test]
fn the_same_seed_yields_the_same_bits() {
    let text = network("seed = 42\n");
    let first = arrays(&text);
    assert!(first["cells_spikes.t"].len() > 50, "the network is active");
    assert_same(&first, &arrays(&text));
}

#[test]
fn one_compiled_model_yields_the_same_bits_twice() {
    let compiled = Model::from_text("network.eqs", network("")).compile().expect("a valid model");
    let run = |seed| everything(&compiled, Seed(seed)).expect("a run");
    let first = run(3);
    let other = run(4);
    assert_same(&first, &run(3));
    assert!(difference(&first, &other).is_some());
}

#[test]
fn another_seed_yields_other_numbers_everywhere() {
    let (one, other) = (arrays(&network("seed = 1\n")), arrays(&network("seed = 2\n")));
    for name in [
        "cells_states.v",
        "cells_spikes.t",
        "input_spikes.t",
        "noise.i",
        "within.i",
        "last noise.w",
        "last cells.gain",
    ] {
        assert_ne!(one[name], other[name], "`{name}` does not depend on the seed");
    }
}

#[test]
fn neighbouring_seeds_share_no_numbers() {
    let gain = |seed| seeded(&network(""), Some(seed))["last cells.gain"].iter().copied().collect::<Vec<_>>();
    let (one, two) = (gain(1), gain(2));
    assert!(one.iter().all(|x| !two.contains(x)));
}

#[test]
fn a_seed_can_be_given_in_three_ways() {
    let in_the_file = arrays(&network("seed = 5\n"));
    assert_same(&in_the_file, &seeded(&network(""), Some(5)));
    let with =
        Model::from_text("network.eqs", network("seed = 1\n")).with("seed", "5").and_then(|m| m.compile());
    let with = with.expect("a valid model");
    assert_same(&in_the_file, &everything(&with, with.seed()).expect("a run"));
}

#[test]
fn the_seed_left_out_is_0() {
    assert_same(&arrays(&network("")), &arrays(&network("seed = 0\n")));
}

#[test]
fn a_wiring_seed_keeps_connections_and_initial_values() {
    let with = |seed: u64, wiring: u64| arrays(&network(&format!("seed = {seed}\nwiring_seed = {wiring}\n")));
    let (one, noise, wiring) = (with(1, 7), with(2, 7), with(1, 8));
    for name in ["noise.i", "noise.j", "within.i", "last noise.w", "last cells.gain"] {
        assert_eq!(one[name], noise[name], "`{name}` depends on the seed");
        assert_ne!(one[name], wiring[name], "`{name}` does not depend on the wiring seed");
    }
    for name in ["cells_states.v", "input_spikes.t"] {
        assert_ne!(one[name], noise[name], "`{name}` does not depend on the seed");
    }
    // Poisson sources have no initial values, and so nothing from the wiring.
    assert_eq!(one["input_spikes.t"], wiring["input_spikes.t"]);
    assert_same(&with(3, 3), &arrays(&network("seed = 3\n")));
}

#[test]
fn what_is_added_to_the_file_changes_nothing_else() {
    let before = arrays(&network("seed = 9\n"));
    let additions = [
        "unrelated = 3 mV\n",
        "# a comment\n\n",
        "f(x) = 2*x\n",
        "neurons aaa[7] { dv/dt = xi/sqrt(second) : 1; method: euler; init: v = rand() }\n",
        "poisson zzz[30] { rate: 40 Hz }\n",
        "poisson zzz[30] { rate: 40 Hz }\nsynapses aaa: zzz -> zzz { w : 1; connect: p = 0.5; init: w = rand() }\n",
        "monitor w of noise\n",
        "monitor all_of_them: v, gain of cells\nmonitor counts: count of cells\n",
    ];
    for addition in additions {
        for text in
            [network(&format!("seed = 9\n{addition}")), format!("{addition}{}", network("seed = 9\n"))]
        {
            let after = arrays(&text);
            assert!(before.keys().all(|name| after.contains_key(name)), "{addition}");
            assert_eq!(difference_in_common(&before, &after), None, "after `{addition}`");
        }
    }
}

#[test]
fn recording_does_not_change_what_happens() {
    let all = arrays(&network(""));
    let spikes_alone = arrays(&format!("{NETWORK}monitor spikes of cells\nrun 60 ms\n"));
    let traces_alone = arrays(&format!("{NETWORK}monitor v of cells[:10]\nrun 60 ms\n"));
    let nothing = arrays(&format!("{NETWORK}run 60 ms\n"));
    for part in [&spikes_alone, &traces_alone, &nothing] {
        assert!(part.len() < all.len());
        assert_eq!(difference_in_common(part, &all), None);
    }
}

#[test]
fn the_order_of_definitions_does_not_matter() {
    let (head, rest) = NETWORK.split_once("poisson input").expect("a Poisson source");
    let (source, synapses) = rest.split_once("\n\n").expect("synapses");
    let turned = format!("{synapses}\npoisson input{source}\n{head}\n{MONITORS}");
    let (straight, turned) = (arrays(&network("")), arrays(&turned));
    assert_eq!(difference_in_common(&straight, &turned), None);
}

#[test]
fn one_run_is_as_good_as_several() {
    let (whole, parts) =
        (network(""), network("").replace("run 60 ms", "run 20 ms\nrun 0.1 ms\nrun 39.9 ms"));
    assert_same(&arrays(&whole), &arrays(&parts));
}

#[test]
fn stepping_by_hand_is_as_good_as_the_protocol() {
    let compiled = Model::from_text("network.eqs", network("")).compile().expect("a valid model");
    let mut simulation = compiled.simulation(Seed(0)).expect("a network");
    for steps in [1, 99, 0, 400, 100] {
        simulation.advance(steps).expect("room for the traces");
    }
    let by_hand = snnc_tests::observe::recorded(&simulation.finish(), compiled.plan());
    let by_protocol = everything(&compiled, Seed(0)).expect("a run");
    assert!(by_hand.len() >= 5);
    assert_eq!(difference_in_common(&by_hand, &by_protocol), None);
}

#[test]
fn delays_need_not_be_kept_as_they_were_given() {
    let among =
        |path: &PathBuf| path.components().any(|part| part.as_os_str().to_string_lossy().contains("delays"));
    let models: Vec<PathBuf> = files::models_within("tests/models/known")
        .into_iter()
        .filter(|path| among(path) || path.ends_with("set_time_step/delays_of_synapses.eqs"))
        .collect();
    assert!(models.len() > 8);
    for path in models {
        let compiled = Model::from_file(&path).and_then(|model| model.compile()).expect("a right model");
        let kept = everything(&compiled, compiled.seed()).expect("a run");
        let not_kept = snnc_tests::observe::recorded(&compiled.run().expect("a run"), compiled.plan());
        assert_eq!(difference_in_common(&not_kept, &kept), None, "{}", path.display());
    }
}

#[test]
fn delays_are_kept_for_whoever_steps_by_hand() {
    let text = "neurons a[9] { v : 1; threshold: v > 1 }\nsynapses s: a -> a { connect: all; delay: (1 + i)*ms; on_pre: v += 1 }\nrun 1 ms";
    let compiled = Model::from_text("delays.eqs", text).compile().expect("a right model");
    let simulation = compiled.simulation(Seed(0)).expect("a network");
    let delays = simulation.get("s", "delay").expect("they are kept");
    assert!((delays[80] - 9e-3).abs() < 1e-12);
    let simulation =
        compiled.simulation_observed(Seed(0), &|_| ControlFlow::Continue(())).expect("a network");
    let error = simulation.get("s", "delay").expect_err("they are not kept").to_string();
    assert!(error.contains("delay"), "{error}");
}

/// What a monitor recorded in a run, as bits.
fn part(data: &Data, range: &Range<usize>) -> Vec<u64> {
    let bits = |values: ArrayView1<'_, f64>| values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
    match data {
        Data::Spikes(spikes) => {
            let indices = spikes.indices();
            let indices = range.clone().map(|at| indices[at] as u64);
            indices.chain(bits(spikes.times().slice(s![range.clone()]))).collect()
        }
        Data::States(states) => {
            let traces =
                ["x", "z", "w", "apre", "s", "total", "v"].into_iter().filter_map(|name| states.get(name));
            let values = traces.flat_map(|trace| {
                let part = trace.values.slice(s![.., range.clone()]).to_owned();
                part.iter().map(|x| x.to_bits()).collect::<Vec<_>>()
            });
            values.chain(bits(states.times().slice(s![range.clone()]))).collect()
        }
        Data::Rate(rate) => bits(rate.rates().slice(s![range.clone()])),
        Data::Counts(_) => vec![(range.end - range.start) as u64],
        Data::Streamed(_) => unreachable!("without a folder everything stays in memory"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// With spikes on their way, refractory neurons, noise and clocks of all kinds.
    #[test]
    fn a_state_that_is_restored_exactly_goes_on_as_before(
        text in constructs::network("run 1.3 ms\nstore \"a\"\nrun 2.1 ms\nrestore \"a\" exact\nrun 2.1 ms\n".into())
    ) {
        let compiled = Model::from_text("random.eqs", text.clone()).compile().expect("a right model");
        let mut simulation = compiled.simulation(compiled.seed()).expect("a network");
        simulation.run(&mut |_| ControlFlow::Continue(())).expect("runs");
        let recording = simulation.finish();
        for (at, monitor) in recording.monitors.iter().enumerate() {
            let [first, second] = [1, 2].map(|run| part(&monitor.data, &recording.runs[run].ranges[at]));
            prop_assert_eq!(first, second, "{}\n\n{}", monitor.name, text);
        }
    }
}
