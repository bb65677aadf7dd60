//! Time per random number.

use divan::{Bencher, counter::ItemsCount};
use snnc_ir::rng::{
    Draw, Geometric, StreamKey, binomial, fill_binomial, fill_exponential, fill_normal, fill_poisson,
    fill_uniform, normal, poisson,
};

fn main() {
    divan::main();
}

const LENGTH: usize = 4096;

fn per_element(bencher: Bencher, mut fill: impl FnMut(StreamKey, u64, &mut [f64])) {
    let key = StreamKey::new(0, "bench");
    let mut out = vec![0.0; LENGTH];
    let mut step = 0;
    bencher.counter(ItemsCount::new(LENGTH)).bench_local(|| {
        step += 1;
        fill(key, step, &mut out);
    });
}

fn draw(key: StreamKey, step: u64, element: usize) -> Draw {
    Draw { key, step, epoch: 0, element: element as u64 }
}

#[divan::bench]
fn uniform_block(bencher: Bencher) {
    per_element(bencher, |key, step, out| fill_uniform(key, step, 0, 0, out));
}

#[divan::bench]
fn normal_block(bencher: Bencher) {
    per_element(bencher, |key, step, out| fill_normal(key, step, 0, 0, out));
}

/// Words of 64, as kernels draw them.
#[divan::bench]
fn uniform_words(bencher: Bencher) {
    per_element(bencher, |key, step, out| {
        for (word, out) in (0..).zip(out.as_chunks_mut::<64>().0) {
            fill_uniform(key, step, 0, 64 * word, out);
        }
    });
}

#[divan::bench]
fn normal_words(bencher: Bencher) {
    per_element(bencher, |key, step, out| {
        for (word, out) in (0..).zip(out.as_chunks_mut::<64>().0) {
            fill_normal(key, step, 0, 64 * word, out);
        }
    });
}

fn counts_in_words(bencher: Bencher, mut fill: impl FnMut(StreamKey, u64, u64, &mut [i64; 64])) {
    let key = StreamKey::new(0, "bench");
    let mut out = vec![0; LENGTH];
    let mut step = 0;
    bencher.counter(ItemsCount::new(LENGTH)).bench_local(|| {
        step += 1;
        for (word, out) in (0..).zip(out.as_chunks_mut::<64>().0) {
            fill(key, step, 64 * word, out);
        }
    });
}

#[divan::bench(args = [0.01, 1.2, 5.0, 25.0, 50.0])]
fn poisson_alike(bencher: Bencher, lambda: f64) {
    counts_in_words(bencher, |key, step, first, out| fill_poisson(key, step, 0, first, &[lambda], out));
}

#[divan::bench(args = [0.01, 1.2, 5.0, 25.0])]
fn poisson_each(bencher: Bencher, lambda: f64) {
    let lambdas: Vec<f64> = (0..64).map(|i| lambda * (1.0 + f64::from(i) / 256.0)).collect();
    counts_in_words(bencher, |key, step, first, out| fill_poisson(key, step, 0, first, &lambdas, out));
}

#[divan::bench(args = [0.0001, 0.002, 0.02])]
fn binomial_alike(bencher: Bencher, p: f64) {
    counts_in_words(bencher, |key, step, first, out| {
        fill_binomial(key, step, 0, first, (&[1000], &[p]), out);
    });
}

#[divan::bench(args = [0.0001, 0.002, 0.02])]
fn binomial_each(bencher: Bencher, p: f64) {
    counts_in_words(bencher, |key, step, first, out| {
        fill_binomial(key, step, 0, first, (&[1000; 64], &[p; 64]), out);
    });
}

#[divan::bench]
fn exponential_block(bencher: Bencher) {
    per_element(bencher, |key, step, out| fill_exponential(key, step, 0, out));
}

#[divan::bench]
fn geometric_block(bencher: Bencher) {
    let gaps = Geometric::new(0.02);
    let mut failures = vec![0; LENGTH];
    per_element(bencher, |key, step, _| gaps.fill(key, step, 0, &mut failures));
}

#[divan::bench]
fn normal_single(bencher: Bencher) {
    per_element(bencher, |key, step, out| {
        for (i, out) in out.iter_mut().enumerate() {
            *out = normal(draw(key, step, i));
        }
    });
}

#[divan::bench(args = [1.2, 25.0, 50.0, 5000.0])]
fn poisson_single(bencher: Bencher, lambda: f64) {
    per_element(bencher, |key, step, out| {
        for (i, out) in out.iter_mut().enumerate() {
            *out = poisson(draw(key, step, i), lambda) as f64;
        }
    });
}

#[divan::bench(args = [0.0005, 0.005, 0.3])]
fn binomial_single(bencher: Bencher, p: f64) {
    per_element(bencher, |key, step, out| {
        for (i, out) in out.iter_mut().enumerate() {
            *out = binomial(draw(key, step, i), 1000, p) as f64;
        }
    });
}
