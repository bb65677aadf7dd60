//! Models with chance against Brian 2 and the original programs, over seeds and wirings (`tests/data/reference/README.md`).
//!
//! A figure agrees if it differs by less than 3 combined standard errors. For means over n₁ of our runs and n₂ of Brian's
//! that is √(s²/n₁ + s²/n₂) with the pooled variance s², since few runs tell little of their own spread; for medians
//! √(e₁² + e₂²) with the errors of [`snnc_tests::figures::median_and_error`].

use serde_json::Value;
use snnc::{CompiledModel, Model, Recording, Seed};
use snnc_tests::figures::{mean, mean_and_sd, median_and_error, population, sample_sd};
use snnc_tests::{files, parallel};
use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};

const LIMIT: f64 = 3.0;

/// Figures of a run, by population and name.
type Figures = BTreeMap<(&'static str, &'static str), f64>;

/// A figure of Brian's, or of ours.
#[derive(Debug, Clone, Copy)]
struct Sample {
    mean: f64,
    sd: f64,
    n: f64,
}

impl Sample {
    fn of(values: &[f64]) -> Sample {
        Sample { mean: mean(values), sd: sample_sd(values), n: values.len() as f64 }
    }
}

fn reference(name: &str) -> Value {
    let path = files::path(&format!("tests/data/reference/{name}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("a JSON text")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(number).collect()
}

fn compile(path: &str, duration: f64) -> CompiledModel {
    compile_with(path, duration, &[])
}

fn compile_with(path: &str, duration: f64, set: &[(&str, &str)]) -> CompiledModel {
    let model = Model::from_file(files::path(path)).and_then(|m| m.with_duration(&format!("{duration} s")));
    let model = set.iter().fold(model, |model, (name, value)| model.and_then(|m| m.with(name, value)));
    model.and_then(|m| m.compile()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn simulate(compiled: &CompiledModel, seed: u64) -> Recording {
    let mut simulation = compiled.simulation(Seed(seed)).expect("a network");
    simulation.run(&mut |_| ControlFlow::Continue(())).expect("a run");
    simulation.finish()
}

/// Collects the values of each figure over all runs.
fn by_figure(runs: &[Figures]) -> BTreeMap<(&'static str, &'static str), Vec<f64>> {
    let mut values = BTreeMap::<_, Vec<f64>>::new();
    runs.iter().flatten().for_each(|(figure, value)| values.entry(*figure).or_default().push(*value));
    values
}

/// Tells all figures that are too far from Brian's.
#[derive(Default)]
struct Verdict(Vec<String>);

impl Verdict {
    fn note(&mut self, figure: (&str, &str), ours: f64, brian: f64, error: f64) {
        let distance = (ours - brian) / error;
        if distance.is_nan() || distance.abs() >= LIMIT {
            let (population, name) = figure;
            self.0.push(format!(
                "{name} of {population}: {ours:.5}, Brian 2 {brian:.5}: {distance:+.1} standard errors"
            ));
        }
    }

    fn means(&mut self, figure: (&str, &str), ours: Sample, brian: Sample) {
        let freedom = ours.n + brian.n - 2.0;
        let variance = ((ours.n - 1.0) * ours.sd.powi(2) + (brian.n - 1.0) * brian.sd.powi(2)) / freedom;
        let error = (variance / ours.n + variance / brian.n).sqrt();
        self.note(figure, ours.mean, brian.mean, error);
    }

    fn medians(&mut self, figure: (&str, &str), ours: &[f64], brian: &[f64]) {
        let ((ours, e1), (brian, e2)) = (median_and_error(ours), median_and_error(brian));
        self.note(figure, ours, brian, e1.hypot(e2));
    }

    #[track_caller]
    fn pass(self, model: &str) {
        assert!(self.0.is_empty(), "{model}:\n  {}", self.0.join("\n  "));
    }
}

/// Compares rates and irregularity of a network with Brian's seeds, each with a wiring of its own.
fn network(model: &str, populations: &[(&'static str, Range<i32>)], seeds: u64) {
    network_with(model, &[], populations, seeds);
}

fn network_with(model: &str, set: &[(&str, &str)], populations: &[(&'static str, Range<i32>)], seeds: u64) {
    let reference = reference(model);
    let (duration, discard) = (number(&reference["duration_s"]), number(&reference["discard_s"]));
    let compiled = compile_with(&format!("models/{model}.eqs"), duration, set);
    let seeds: Vec<u64> = (1..=seeds).collect();
    let runs = parallel::map(&seeds, |seed| {
        let recording = simulate(&compiled, *seed);
        let spikes = recording.spikes("cells").expect("a spike monitor");
        let mut figures = Figures::new();
        for (name, cells) in populations {
            let found = population(spikes, cells.clone(), discard, duration);
            figures.extend([
                ((*name, "rate_hz"), found.rate),
                ((*name, "cv_isi"), found.cv),
                ((*name, "sync"), found.sync),
            ]);
        }
        figures
    });
    let mut verdict = Verdict::default();
    for ((population, name), values) in by_figure(&runs) {
        let brian = &reference["populations"][population][name];
        let brian = Sample { mean: number(&brian["mean"]), sd: number(&brian["sd"]), n: number(&brian["n"]) };
        verdict.means((population, name), Sample::of(&values), brian);
    }
    verdict.pass(model);
}

const EXC_AND_INH: [(&str, Range<i32>); 2] = [("exc", 0..3200), ("inh", 3200..4000)];

#[test]
fn cuba() {
    network("cuba", &EXC_AND_INH, 6);
}

#[test]
fn coba() {
    network("coba", &EXC_AND_INH, 6);
}

#[test]
fn cobahh() {
    network("cobahh", &EXC_AND_INH, 4);
}

#[test]
fn brunel_hakim() {
    network("brunel_hakim", &[("inh", 0..5000)], 4);
}

#[test]
fn balanced() {
    network("balanced", &[("all", 0..2000)], 6);
}

/// The original's figures are those of synapses that do not fail.
#[test]
fn striatum() {
    let populations = [("dSPN", 0..490), ("iSPN", 490..980), ("FSI", 980..1000)];
    network_with("striatum", &[("F", "[[0, 0, 0], [0, 0, 0], [0, 0, 0]]")], &populations, 20);
}

#[test]
fn izhikevich() {
    network("izhikevich", &[("exc", 0..800), ("inh", 800..1002)], 30);
}

/// What is compared of the small noisy network.
fn cortex(recording: &Recording, discard: f64, duration: f64) -> Figures {
    let spikes = recording.spikes("cortex").expect("a spike monitor");
    let states = recording.states("cortex").expect("a state monitor");
    let first = states.times().iter().position(|t| *t >= discard - 1e-6).expect("samples");
    let mut figures = Figures::new();
    for (name, cells) in [("exc", 0..80), ("inh", 80..100)] {
        let found = population(spikes, cells.clone(), discard, duration);
        figures.extend([
            ((name, "rate_hz"), found.rate),
            ((name, "cv_isi"), found.cv),
            ((name, "sync"), found.sync),
        ]);
        for (variable, scale, of_mean, of_sd) in
            [("V", 1e3, "V_mean_mV", "V_sd_mV"), ("w", 1e12, "w_mean_pA", "w_sd_pA")]
        {
            let trace = states.get(variable).expect("a trace").values;
            let rows = cells.clone().map(|cell| trace.row(cell as usize));
            let values: Vec<f64> =
                rows.flat_map(|row| row.into_iter().skip(first).map(|x| x * scale)).collect();
            let (mean, sd) = mean_and_sd(&values);
            figures.extend([((name, of_mean), mean), ((name, of_sd), sd)]);
        }
    }
    figures
}

#[test]
fn adex_coba_over_wirings() {
    let reference = reference("adex_coba");
    let (duration, discard) = (number(&reference["duration_s"]), number(&reference["discard_s"]));
    let brian = &reference["over_wirings"];
    let compiled = compile("tests/models/statistics/adex_coba.eqs", duration);
    let seeds: Vec<u64> = (1..=30).collect();
    let runs = parallel::map(&seeds, |seed| {
        let mut figures = cortex(&simulate(&compiled, *seed), discard, duration);
        let network = compiled.simulation(Seed(*seed)).expect("a network");
        for name in ["exc", "inh"] {
            let (_, targets) = network.connections(name).expect("synapses");
            let mut degrees = [0.0; 100];
            targets.iter().for_each(|j| degrees[*j as usize] += 1.0);
            let (mean, sd) = mean_and_sd(&degrees);
            figures.extend([((name, "in_degree_mean"), mean), ((name, "in_degree_variance"), sd * sd)]);
        }
        figures
    });
    let mut verdict = Verdict::default();
    for ((population, name), values) in by_figure(&runs) {
        match name.strip_prefix("in_degree_") {
            Some(moment) => {
                let brian = Sample::of(&numbers(&brian["in_degree"][population][moment]));
                verdict.means((population, name), Sample::of(&values), brian);
            }
            // A few wirings burst, so that means over wirings say little.
            None => verdict.medians((population, name), &values, &numbers(&brian[population][name])),
        }
    }
    verdict.pass("adex_coba over wirings");
}

#[test]
fn adex_coba_over_noise_on_one_wiring() {
    let reference = reference("adex_coba");
    let (duration, discard) = (number(&reference["duration_s"]), number(&reference["discard_s"]));
    let compiled = compile("tests/models/statistics/adex_coba_wiring.eqs", duration);
    let seeds: Vec<u64> = (1..=10).collect();
    let runs = parallel::map(&seeds, |seed| cortex(&simulate(&compiled, *seed), discard, duration));
    let mut verdict = Verdict::default();
    for ((population, name), values) in by_figure(&runs) {
        let brian = Sample::of(&numbers(&reference["one_wiring"][population][name]));
        verdict.means((population, name), Sample::of(&values), brian);
    }
    verdict.pass("adex_coba over noise");
}
