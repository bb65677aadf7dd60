//! Numbers that can be known without a reference: closed forms, distributions, exact counts, and values that are none.

use ndarray::Array2;
use snnc::{Error, Model, Recording, Seed, Simulation};
use snnc_tests::figures::{mean, mean_and_sd};
use snnc_tests::files;

fn run(text: &str) -> Recording {
    match Model::from_text("model.eqs", text).compile().and_then(|compiled| compiled.run()) {
        Ok(recording) => recording,
        Err(error) => panic!("{error}\n\n{text}"),
    }
}

fn build(text: &str, seed: u64) -> Simulation {
    let build =
        || -> Result<_, Error> { Model::from_text("model.eqs", text).compile()?.simulation(Seed(seed)) };
    match build() {
        Ok(simulation) => simulation,
        Err(error) => panic!("{error}\n\n{text}"),
    }
}

fn trace(recording: &Recording, group: &str, variable: &str) -> Array2<f64> {
    let states = recording.states(group).expect("a state monitor");
    states.get(variable).expect("a recorded variable").values.to_owned()
}

/// Whether `found` lies within 4 standard errors of `expected`.
#[track_caller]
fn assert_near(what: &str, found: f64, expected: f64, error: f64) {
    let distance = (found - expected) / error;
    assert!(
        distance.abs() < 4.0,
        "{what}: {found}, expected {expected} ± {error} ({distance:+.1} standard errors)"
    );
}

mod values_that_are_none {
    use super::*;
    use snnc::NotFinite;

    fn found(text: &str) -> Vec<NotFinite> {
        run(text).not_finite
    }

    #[test]
    fn a_nan_is_told_with_name_neuron_and_time() {
        // Cell 3 leaves the domain of the root when x crosses 0.
        let text = "neurons cells[5] {
            dx/dt = -int(i == 3)*50 Hz : 1
            y = sqrt(x) : 1
            method: euler
            init: x = 1
        }
        monitor y of cells
        run 30 ms";
        let found = found(text);
        assert_eq!(found.len(), 1, "{found:?}");
        let NotFinite { group, variable, element, time, value } = &found[0];
        assert_eq!((group.as_str(), variable.as_str(), *element), ("cells", "y", 3));
        assert!(value.is_nan());
        // At 50 Hz and 0.1 ms a step takes 1/200: x is 0, more or less, at 20 ms, and surely negative one step later.
        assert!((0.02 - 1e-9..0.02 + 2e-4 + 1e-9).contains(time), "{time}");
    }

    #[test]
    fn an_infinity_without_monitor_is_found_at_the_end_of_the_run() {
        let text = "neurons cells[4] {
            dx/dt = x*x/ms : 1
            method: euler
            init: x = int(i == 2)
        }
        run 20 ms
        run 20 ms";
        let found = found(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].element, found[0].time, found[0].value), (2, 0.02, f64::INFINITY));
    }

    #[test]
    fn each_variable_is_told_once() {
        let text = "neurons cells[3] {
            dx/dt = x*x/ms : 1
            dy/dt = -y/ms  : 1
            dz/dt = x/ms   : 1
            method: euler
            init: x = 1; y = 1
        }
        monitor x, y, z of cells
        run 20 ms
        run 20 ms";
        let found = found(text);
        let names: Vec<_> = found.iter().map(|f| (f.variable.as_str(), f.element)).collect();
        assert_eq!(names.len(), 2, "{found:?}");
        assert!(names.contains(&("x", 0)) && names.contains(&("z", 0)), "{found:?}");
    }

    #[test]
    fn a_value_recorded_at_spikes_or_of_synapses_counts_too() {
        let text = "neurons a[2] { dv/dt = 500 Hz : 1; threshold: v > 1; reset: v = 0; method: euler }
        neurons b[2] { g : 1 }
        synapses ab: a -> b {
            w : 1
            connect: all
            init: w = 1
            on_pre: w = w/(1 - i)
        }
        monitor w of ab
        run 5 ms";
        let found = found(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].group.as_str(), found[0].variable.as_str()), ("ab", "w"));
        assert!(found[0].time > 0.001 && found[0].time < 0.003, "{found:?}");
    }

    #[test]
    fn results_are_kept() {
        let text = "neurons cells[2] {
            dx/dt = x*x/ms : 1
            method: euler
            init: x = i
        }
        monitor x of cells
        run 10 ms";
        let recording = run(text);
        assert_eq!(recording.not_finite.len(), 1);
        let x = trace(&recording, "cells", "x");
        assert_eq!(x.shape(), [2, 100]);
        assert!(x.row(0).iter().all(|x| *x == 0.0));
        assert!(x[[1, 1]] > 1.0 && x[[1, 99]].is_infinite());
    }

    #[test]
    fn what_is_meant_to_be_infinite_is_not_told() {
        let text = "neurons cells[2] {
            dv/dt = 100 Hz : 1
            limit : 1
            method: euler
            init: limit = inf
        }
        monitor v of cells
        run 5 ms";
        assert_eq!(found(text), []);
    }

    #[test]
    fn nothing_is_told_of_healthy_models() {
        let model = Model::from_file(files::path("models/lif.eqs")).expect("a model file");
        assert_eq!(model.compile().and_then(|c| c.run()).expect("a run").not_finite, []);
    }
}

#[test]
fn exact_integration_is_the_closed_form() {
    let text = "tau = 7 ms
    neurons cells[3] {
        dv/dt = (10 mV*(i + 1) - v)/tau : volt
        method: exact
        init: v = -5 mV
    }
    monitor v of cells
    run 50 ms";
    let recording = run(text);
    let v = trace(&recording, "cells", "v");
    for ((cell, step), found) in v.indexed_iter() {
        let (limit, t) = (10e-3 * (cell as f64 + 1.0), step as f64 * 1e-4);
        let expected = limit + (-5e-3 - limit) * (-t / 7e-3).exp();
        assert!(
            (found - expected).abs() < 1e-14,
            "cell {cell}, step {step}: {found:e}, closed form {expected:e}"
        );
    }
}

#[test]
fn euler_integration_converges_with_first_order() {
    let error = |dt: &str| {
        let text = "tau = 7 ms
        neurons cells[1] { dv/dt = -v/tau : 1; method: euler; init: v = 1 }
        run 20 ms";
        let model = Model::from_text("model.eqs", text).with("dt", dt).expect("a time");
        let compiled = model.compile().expect("a valid model");
        let mut simulation = compiled.simulation(Seed(0)).expect("a network");
        simulation.run(&mut |_| std::ops::ControlFlow::Continue(())).expect("a run");
        simulation.get("cells", "v").expect("a variable")[0] - (-20.0_f64 / 7.0).exp()
    };
    let ratio = error("0.1 ms") / error("0.05 ms");
    assert!((ratio - 2.0).abs() < 0.02, "{ratio}");
}

#[test]
fn the_rate_of_a_driven_cell_is_the_closed_form() {
    let model = Model::from_file(files::path("models/lif.eqs")).expect("a model file");
    let recording = model.compile().and_then(|c| c.run()).expect("a run");
    let spikes = recording.spikes("cells").expect("a spike monitor");
    let (indices, all_times) = (spikes.indices(), spikes.times());
    let (tau, tau_ref, resistance, threshold, dt) = (10e-3, 5e-3, 80e6, 15e-3, 1e-4);
    for cell in 0..101 {
        let drive = resistance * 0.5e-9 * f64::from(cell) / 100.0;
        let own = indices.iter().zip(all_times).filter(|(i, _)| **i == cell);
        let times: Vec<f64> = own.map(|(_, t)| *t).collect();
        if drive <= threshold {
            assert!(times.is_empty(), "cell {cell} is below the rheobase");
            continue;
        }
        let rise = tau * (drive / (drive - threshold)).ln();
        for pair in times.windows(2) {
            let interval = pair[1] - pair[0];
            // The neuron is free from the step on in which the period has passed, and that step counts.
            let longest = rise + tau_ref;
            let fits = interval > longest - dt - 1e-9 && interval < longest + 1e-9;
            assert!(fits, "cell {cell}: interval {interval}, closed form {longest}");
        }
        let expected = ((1.0 - rise) / (rise + tau_ref)).floor() + 1.0;
        assert!(
            (times.len() as f64 - expected).abs() <= 0.02 * expected + 1.0,
            "cell {cell}: {} spikes",
            times.len()
        );
    }
}

#[test]
fn noise_has_the_variance_and_memory_of_an_ornstein_uhlenbeck_process() {
    let n = 4000;
    let text = format!(
        "tau = 5 ms
        neurons cells[{n}] {{
            dv/dt = -v/tau + 3 mV*sqrt(2/tau)*xi : volt
            method: euler
        }}
        monitor v of cells every 5 ms
        run 100 ms"
    );
    let v = trace(&run(&text), "cells", "v");
    let last = v.ncols() - 1;
    let (now, before): (Vec<f64>, Vec<f64>) =
        v.rows().into_iter().map(|row| (row[last], row[last - 1])).unzip();
    let h: f64 = 0.1 / 5.0;
    // The stationary variance of v → (1 − h)v + σ√(2h)ξ.
    let variance = 9e-6 / (1.0 - h / 2.0);
    let (m, sd) = mean_and_sd(&now);
    let n = f64::from(n);
    assert_near("mean", m, 0.0, (variance / n).sqrt());
    assert_near("variance", sd * sd, variance, variance * (2.0 / n).sqrt());
    let products: Vec<f64> = now.iter().zip(&before).map(|(a, b)| a * b / variance).collect();
    let correlation = (1.0 - h).powi(50);
    assert_near(
        "autocorrelation",
        mean(&products),
        correlation,
        ((1.0 + correlation * correlation) / n).sqrt(),
    );
    // Independent cells.
    let neighbours: Vec<f64> = now.windows(2).map(|pair| pair[0] * pair[1] / variance).collect();
    assert_near("correlation of neighbours", mean(&neighbours), 0.0, 1.0 / n.sqrt());
}

#[test]
fn poisson_sources_have_rate_and_fano_factor_of_coin_flips() {
    let n = 2000;
    let text = format!(
        "poisson input[{n}] {{ rate: 100 Hz }}\nmonitor c: count of input\nmonitor spikes of input\nrun 1 s"
    );
    let recording = run(&text);
    let counts: Vec<f64> =
        recording.counts("c").expect("a monitor").counts().iter().map(|c| *c as f64).collect();
    let (p, steps, n) = (0.01, 1e4, f64::from(n));
    let (m, sd) = mean_and_sd(&counts);
    assert_near("mean count", m, p * steps, (p * (1.0 - p) * steps / n).sqrt());
    assert_near("Fano factor", sd * sd / m, 1.0 - p, (1.0 - p) * (2.0 / n).sqrt());
    // Intervals are geometric: their mean is 1/p steps, their variance (1 − p)/p².
    let spikes = recording.spikes("input_spikes").expect("a monitor");
    assert_eq!(spikes.len() as f64, counts.iter().sum::<f64>());
    let mut last = vec![f64::NAN; counts.len()];
    let mut short = (0.0, 0.0);
    for (i, t) in spikes.indices().iter().zip(spikes.times()) {
        let interval = ((t - last[*i as usize]) / 1e-4).round();
        if interval.is_finite() {
            short = (short.0 + f64::from(u8::from(interval <= 10.0)), short.1 + 1.0);
        }
        last[*i as usize] = *t;
    }
    let expected = 1.0 - (1.0_f64 - p).powi(10);
    let error = (expected * (1.0 - expected) / short.1).sqrt();
    // The window of 1 s holds fewer long intervals: a bias of about 1/100 of the long ones.
    assert!(
        (short.0 / short.1 - expected).abs() < 4.0 * error + 0.01 * expected,
        "{} of {}",
        short.0,
        short.1
    );
}

mod connections {
    use super::*;

    fn degrees(ends: impl Iterator<Item = u32>, size: usize) -> Vec<f64> {
        let mut degrees = vec![0.0; size];
        ends.for_each(|end| degrees[end as usize] += 1.0);
        degrees
    }

    fn connect(sizes: (usize, usize), rule: &str, seed: u64) -> (Vec<u32>, Vec<u32>) {
        let text = format!(
            "neurons a[{}] {{ x : 1 }}\nneurons b[{}] {{ x : 1 }}\nsynapses ab: a -> b {{ connect: {rule} }}\nrun 1 ms",
            sizes.0, sizes.1
        );
        let (i, j) = build(&text, seed).connections("ab").expect("synapses");
        (i.to_vec(), j.to_vec())
    }

    /// Χ² of counts that should be binomial: its mean is their number, its variance twice that.
    #[track_caller]
    fn assert_binomial(what: &str, counts: &[f64], trials: f64, p: f64) {
        let (expected, variance) = (trials * p, trials * p * (1.0 - p));
        let chi2: f64 = counts.iter().map(|c| (c - expected).powi(2) / variance).sum();
        let n = counts.len() as f64;
        assert_near(what, chi2, n, (2.0 * n).sqrt());
        assert_near(what, mean(counts), expected, (variance / n).sqrt());
    }

    #[test]
    fn of_a_constant_probability_are_independent() {
        for (seed, p) in [(1, 0.02), (2, 0.1), (3, 0.5), (4, 0.93)] {
            let (i, j) = connect((400, 500), &format!("p = {p}"), seed);
            assert_binomial("in-degrees", &degrees(j.iter().copied(), 500), 400.0, p);
            assert_binomial("out-degrees", &degrees(i.iter().copied(), 400), 500.0, p);
            // No pair twice, and in order.
            let pairs: Vec<_> = i.iter().zip(&j).collect();
            assert!(pairs.windows(2).all(|pair| pair[0] < pair[1]), "p = {p}");
        }
    }

    #[test]
    fn of_neighbouring_targets_are_independent() {
        let (i, j) = connect((500, 500), "p = 0.2", 5);
        let mut matrix = Array2::<f64>::zeros((500, 500));
        i.iter().zip(&j).for_each(|(i, j)| matrix[[*i as usize, *j as usize]] = 1.0);
        let together = |a: usize, b: usize| {
            (0..499)
                .map(|k| (0..499).map(|l| matrix[[k, l]] * matrix[[k + a, l + b]]).sum::<f64>())
                .sum::<f64>()
        };
        for (a, b) in [(0, 1), (1, 0), (1, 1)] {
            let (n, q): (f64, f64) = (499.0 * 499.0, 0.04);
            // Products of neighbours share a factor with two others.
            let variance = n * (q * (1.0 - q) + 2.0 * (0.008 - q * q));
            assert_near("pairs that both exist", together(a, b), n * q, variance.sqrt());
        }
    }

    #[test]
    fn of_a_probability_that_depends_on_the_pair() {
        let (i, j) = connect((300, 300), "p = 0.05 + 0.4*int(i < j)", 6);
        let above = i.iter().zip(&j).filter(|(i, j)| i < j).count() as f64;
        let below = i.len() as f64 - above;
        let (n_above, n_below) = (300.0 * 299.0 / 2.0, 300.0 * 301.0 / 2.0);
        assert_near("above", above / n_above, 0.45, (0.45_f64 * 0.55 / n_above).sqrt());
        assert_near("below", below / n_below, 0.05, (0.05_f64 * 0.95 / n_below).sqrt());
    }

    #[test]
    fn probabilities_of_0_and_1_are_certain() {
        assert_eq!(connect((20, 30), "p = 1", 7).0.len(), 600);
        assert_eq!(connect((20, 30), "p = 1.5", 7).0.len(), 600);
        assert_eq!(connect((20, 30), "p = 0", 7).0.len(), 0);
        let none_to_itself = connect((20, 20), "i != j, p = 1", 7);
        assert_eq!(none_to_itself.0.len(), 380);
        assert!(none_to_itself.0.iter().zip(&none_to_itself.1).all(|(i, j)| i != j));
    }

    #[test]
    fn degrees_are_exact() {
        let (i, j) = connect((200, 300), "indegree = 7", 8);
        assert!(degrees(j.iter().copied(), 300).iter().all(|d| *d == 7.0));
        // Each source is drawn by each of 2100 synapses with 1/200.
        assert_binomial(
            "sources of a fixed in-degree",
            &degrees(i.iter().copied(), 200),
            2100.0,
            1.0 / 200.0,
        );
        let (i, _) = connect((200, 300), "outdegree = 11", 8);
        assert!(degrees(i.iter().copied(), 200).iter().all(|d| *d == 11.0));
        let (i, j) = connect((200, 300), "total = 12345", 8);
        assert_eq!(i.len(), 12345);
        assert_binomial("targets of a fixed total", &degrees(j.iter().copied(), 300), 12345.0, 1.0 / 300.0);
    }

    #[test]
    fn unique_partners_are_drawn_without_repeats() {
        let (i, j) = connect((30, 30), "indegree = 12, i != j, unique", 9);
        assert_eq!(i.len(), 360);
        let mut pairs: Vec<_> = i.iter().zip(&j).collect();
        assert!(pairs.iter().all(|(i, j)| i != j));
        pairs.sort_unstable();
        pairs.dedup();
        assert_eq!(pairs.len(), 360);
    }

    #[test]
    fn do_not_depend_on_what_else_there_is() {
        let (i, j) = connect((100, 100), "p = 0.1", 10);
        // A source's synapses do not depend on how many sources there are.
        let (more_i, more_j) = connect((150, 100), "p = 0.1", 10);
        let of_first: Vec<_> = more_i.iter().zip(&more_j).filter(|(i, _)| **i < 100).collect();
        assert_eq!(of_first, i.iter().zip(&j).collect::<Vec<_>>());
    }
}

#[test]
fn a_spike_arrives_after_its_delay() {
    for (delay, steps) in
        [("0 ms", 0), ("0.1 ms", 1), ("0.34 ms", 3), ("0.35 ms", 4), ("1.5 ms", 15), ("12.5 ms", 125)]
    {
        let text = format!(
            "neurons a[1] {{ v : 1; threshold: t_in_timesteps == 20; reset: v = 0 }}
            neurons b[1] {{ n : integer }}
            synapses ab: a -> b {{ connect: all; on_pre: n += 1; delay: {delay} }}
            monitor spikes of a
            monitor n of b
            run 20 ms"
        );
        let recording = run(&text);
        assert_eq!(recording.spikes("a").expect("spikes").times().to_vec(), [20.0 * 1e-4]);
        let n = trace(&recording, "b", "n");
        // Delivered in step 20 + steps, after that step's sample.
        let arrived = n.row(0).iter().position(|n| *n == 1.0);
        assert_eq!(arrived, Some(20 + steps + 1), "a delay of {delay}");
        assert_eq!(n.row(0).last(), Some(&1.0));
    }
}
