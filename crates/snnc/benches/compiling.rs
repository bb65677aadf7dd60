//! Time of compiling a model again with another value of a constant: by itself, and with what is known from the values before.

use divan::Bencher;
use snnc::{Backend, Compiler, Model};
use std::cell::Cell;

fn main() {
    divan::main();
}

/// Models, each with a constant and its unit.
const CONSTANTS: [(&str, &str, &str); 4] = [
    ("cuba", "taum", "ms"),
    ("cobahh", "we", "nS"),
    ("striatum", "noise", "mV"),
    ("microcircuit", "PSP", "mV"),
];

/// The model with a new value of that constant each time.
fn models(constant: (&str, &str, &'static str)) -> impl FnMut() -> Model {
    let (name, constant, unit) = constant;
    let path = format!("{}/../../models/{name}.eqs", env!("CARGO_MANIFEST_DIR"));
    let model = Model::from_file(path).expect("a model");
    let (constant, count) = (constant.to_string(), Cell::new(0));
    move || {
        count.set(count.get() + 1);
        let value = format!("{} {unit}", 0.1 + f64::from(count.get()) * 1e-6);
        model.clone().with(&constant, &value).expect("a value")
    }
}

#[divan::bench(args = CONSTANTS)]
fn checked(bencher: Bencher, constant: (&str, &str, &'static str)) {
    bencher.with_inputs(models(constant)).bench_local_values(|model| model.check());
}

#[divan::bench(args = CONSTANTS)]
fn alone(bencher: Bencher, constant: (&str, &str, &'static str)) {
    bencher.with_inputs(models(constant)).bench_local_values(|model| model.compile().expect("a model"));
}

#[divan::bench(args = CONSTANTS)]
fn sharing_code_within(bencher: Bencher, constant: (&str, &str, &'static str)) {
    let compile = |model: Model| Compiler::new(Backend::Auto)?.compile(&model);
    bencher.with_inputs(models(constant)).bench_local_values(|model| compile(model).expect("a model"));
}

#[divan::bench(args = CONSTANTS)]
fn sharing_code(bencher: Bencher, constant: (&str, &str, &'static str)) {
    let compiler = Compiler::new(Backend::Auto).expect("a compiler");
    bencher
        .with_inputs(models(constant))
        .bench_local_values(|model| compiler.compile(&model).expect("a model"));
}
