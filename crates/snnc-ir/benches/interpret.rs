//! The interpreter on typical kernels. `cargo bench -p snnc-ir --bench interpret`; the time is that of a step of 4000 neurons.

use divan::Bencher;
use snnc_ir::column::Column;
use snnc_ir::execute::{Backend, BoundColumn, Call};
use snnc_ir::interpret::Interpreter;
use snnc_ir::kernel::Kernel;
use snnc_ir::rng::StreamKey;

const NEURONS: usize = 4000;

fn main() {
    divan::main();
}

#[divan::bench(args = ["cuba", "adex", "cobahh", "noise"])]
fn update(bencher: Bencher, name: &str) {
    let text = match name {
        "cuba" => include_str!("../../snnc-jit/benches/kernels/cuba.kernel"),
        "adex" => include_str!("../../snnc-jit/benches/kernels/adex.kernel"),
        "cobahh" => include_str!("../../snnc-jit/benches/kernels/cobahh.kernel"),
        _ => include_str!("../../snnc-jit/benches/kernels/noise.kernel"),
    };
    let kernel: Kernel = text.parse().expect("the kernel is well-formed");
    let columns: Vec<BoundColumn> =
        kernel.columns.iter().map(|_| BoundColumn { column: Column::zeros(NEURONS), offset: 0 }).collect();
    for (bound, decl) in columns.iter().zip(&kernel.columns) {
        let start = if decl.name == "v" { -0.07 } else { 0.0 };
        (0..NEURONS).for_each(|neuron| bound.column.set_float(neuron, start));
    }
    let keys = kernel.streams.iter().map(|name| StreamKey::new(1, name)).collect();
    let executable =
        Interpreter.compile(std::slice::from_ref(&kernel)).expect("the kernel is well-formed").remove(0);
    let bound = executable.bind(columns, keys, &snnc_ir::faults::Faults::default());
    let bits = Column::zeros(NEURONS);
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        bound.call(&Call { step, lanes: 0..NEURONS, bits: Some(&bits), ..Call::default() });
    });
}
