//! Models without chance against Brian 2, step for step. `tests/reference/README.md` says what each case is there for.

use ndarray::{ArrayD, IxDyn};
use ndarray_npy::{NpzReader, ReadNpyError, ReadNpzError};
use snnc::{Backend, Model};
use snnc_tests::files;
use snnc_tests::observe::{Arrays, recorded};
use std::fs::File;

/// States may differ by this much, relative to the value or to a thousandth of the array's largest.
const TOLERANCE: f64 = 1e-9;

macro_rules! cases {
    ($($name:ident)*) => {
        $(#[test] fn $name() { agrees_with_brian(stringify!($name)); })*
        const CASES: &[&str] = &[$(stringify!($name)),*];
    };
}

cases! {
    adex_cell alpha_synapse chain_delays coba_ring cuba_ring delay_rounding functions hh_cell init_order lif_cell
    linear_pair multiple_synapses pathways poisson_certain refractory_input refractory_rounding reset_statements
    step_order subgroups time_input weights
}

#[test]
fn every_model_is_a_case() {
    let models: Vec<_> = files::models("tests/models/deterministic").iter().map(|p| files::stem(p)).collect();
    assert_eq!(models, CASES);
}

fn agrees_with_brian(case: &str) {
    let expected = read(case);
    let model = Model::from_file(files::path(&format!("tests/models/deterministic/{case}.eqs")))
        .expect("a model file");
    let mut problems = Vec::new();
    for backend in [Backend::Interpreter, Backend::Cranelift] {
        let compiled = model.compile_with(backend).unwrap_or_else(|error| panic!("{case}: {error}"));
        let recording = compiled.run().unwrap_or_else(|error| panic!("{case}: {error}"));
        let found = recorded(&recording, compiled.plan());
        for (name, array) in &expected {
            let problem = match found.get(name) {
                None => Some(format!("is missing; there are {:?}", found.keys())),
                Some(ours) => compare(name, ours, array, recording.dt),
            };
            problems.extend(problem.map(|p| format!("{backend:?}: `{name}` {p}")));
        }
    }
    assert!(problems.is_empty(), "{case}:\n  {}", problems.join("\n  "));
}

fn compare(name: &str, ours: &ArrayD<f64>, expected: &ArrayD<f64>, dt: f64) -> Option<String> {
    let spikes = name.split_once('.').is_some_and(|(monitor, _)| monitor.ends_with("_spikes"));
    if ours.shape() != expected.shape() {
        return Some(format!("has shape {:?}, Brian's {:?}", ours.shape(), expected.shape()));
    }
    let largest = expected.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
    let same = |a: f64, b: f64| match name.split_once('.') {
        // A spike's time is that of its step.
        Some((_, "t")) if spikes => (a / dt).round() == (b / dt).round() && (a - b).abs() < 1e-6 * dt,
        Some((_, "i")) => a == b,
        _ => (a - b).abs() <= TOLERANCE * b.abs().max(1e-3 * largest) || (a.is_nan() && b.is_nan()) || a == b,
    };
    let at = ours.iter().zip(expected).position(|(a, b)| !same(*a, *b))?;
    let (a, b) = (ours.iter().nth(at)?, expected.iter().nth(at)?);
    Some(format!("of shape {:?}, element {at}: {a:e}, Brian's {b:e}", ours.shape()))
}

/// The arrays that Brian 2 recorded, as floats.
fn read(case: &str) -> Arrays {
    let path = files::path(&format!("tests/data/brian2/{case}.npz"));
    let file = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut archive = NpzReader::new(file).expect("a NumPy archive");
    let names = archive.names().expect("names of arrays");
    assert!(!names.is_empty(), "{case} holds nothing");
    let array = |name: &String| {
        let floats: Result<ArrayD<f64>, _> = archive.by_name::<ndarray::OwnedRepr<f64>, IxDyn>(name);
        let values = match floats {
            Err(ReadNpzError::Npy(ReadNpyError::WrongDescriptor(_))) => {
                let integers =
                    archive.by_name::<ndarray::OwnedRepr<i32>, IxDyn>(name).expect("an array of i32");
                integers.mapv(f64::from)
            }
            other => other.expect("an array of f64"),
        };
        (name.trim_end_matches(".npy").to_string(), values)
    };
    names.iter().map(array).collect()
}
