//! Time per element of the block evaluation of each function.

use divan::{Bencher, counter::ItemsCount};
use snnc_ir::math::Function;

fn main() {
    divan::main();
}

const LENGTH: usize = 1024;

#[divan::bench(args = Function::ALL)]
fn block(bencher: Bencher, function: Function) {
    let x: Vec<f64> = (0..LENGTH).map(|i| 0.01 + i as f64 / LENGTH as f64 * 0.98).collect();
    let y: Vec<f64> = x.iter().map(|x| 3.0 * x + 0.1).collect();
    let mut out = vec![0.0; LENGTH];
    bencher.counter(ItemsCount::new(LENGTH)).bench_local(|| {
        function.eval_block(&[divan::black_box(&x), &y], &mut out);
    });
}
