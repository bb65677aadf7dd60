//! Time per synapse, or per pair where all are looked at, of making connections by rules of several kinds.

use divan::{Bencher, counter::ItemsCount};
use snnc::{CompiledModel, Model, Seed, Threads};
use std::num::NonZero;

fn main() {
    divan::main();
}

/// Rules that make about four million synapses between ten thousand neurons.
const SPARSE: [&str; 9] = [
    "p = 0.04",
    "i != j, p = 0.04",
    "indegree = 400",
    "indegree = 400, i != j, unique",
    "outdegree = 400",
    "total = 4000000",
    "total = 4000000, i != j, unique",
    "j = k for k in range(i - 200, i + 200), skip_if_invalid",
    "j = k for k in sample(N_post, p = 0.04)",
];

/// Rules that look at pairs.
const DENSE: [&str; 5] = [
    "all",
    "i // 10 == j // 10",
    "abs(i - j) < 200",
    "x_pre < 0.1 and x_post < 0.1",
    "p = exp(-((x_pre - x_post)/0.01)**2)",
];

fn model(neurons: u32, rule: &str, more: &str) -> CompiledModel {
    let text = format!(
        "neurons cells[{neurons}] {{\n    v : 1\n    x : 1\n    init: x = i/N\n}}\n\
         synapses s: cells -> cells {{\n    w : 1\n    connect: {rule}\n    on_pre: v += w\n{more}\n}}\nrun 1 ms\n"
    );
    Model::from_text("building.eqs", text).compile().expect("a model")
}

fn build(bencher: Bencher, compiled: &CompiledModel, items: impl FnOnce(u64) -> u64, threads: usize) {
    let threads = NonZero::new(threads).map_or(Threads::Auto, Threads::Exactly);
    let compiled = compiled.clone().with_threads(threads);
    let count = compiled.simulation(Seed(0)).expect("a network").synapse_counts()[0];
    bencher.counter(ItemsCount::new(items(count))).bench_local(|| compiled.simulation(Seed(0)));
}

#[divan::bench(args = SPARSE, sample_count = 10)]
fn per_synapse(bencher: Bencher, rule: &str) {
    build(bencher, &model(10_000, rule, ""), |count| count, 1);
}

#[divan::bench(args = SPARSE, sample_count = 10)]
fn per_synapse_with_two_threads(bencher: Bencher, rule: &str) {
    build(bencher, &model(10_000, rule, ""), |count| count, 2);
}

#[divan::bench(args = ["    init: w = randn()", "    delay: 2*rand()*ms"], sample_count = 10)]
fn per_value(bencher: Bencher, values: &str) {
    build(bencher, &model(10_000, "p = 0.04", values), |count| count, 1);
}

#[divan::bench(args = DENSE, sample_count = 10)]
fn per_pair(bencher: Bencher, rule: &str) {
    build(bencher, &model(4000, rule, ""), |_| 16_000_000, 1);
}
