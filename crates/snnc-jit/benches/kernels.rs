//! Time per neuron and step, and per synaptic event, of typical kernels, beside the time to compile them.
//!
//! `cargo bench -p snnc-jit` or, for some of them, `cargo bench -p snnc-jit -- adex`.

use snnc_ir::column::Column;
use snnc_ir::execute::{Backend, Bound, BoundColumn, Call};
use snnc_ir::kernel::{Kernel, Space};
use snnc_ir::rng::StreamKey;
use snnc_jit::{Cranelift, Native};
use std::cell::Cell;
use std::time::Instant;

const NEURONS: usize = 4000;
const SYNAPSES_OF_A_NEURON: usize = 80;
/// Runs are short, and the best of many counts, so that it matters little who else uses the machine.
const RUNS: usize = 400;
const STEPS: u64 = 25;

fn main() {
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wants = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str()));
    let cranelift = Cranelift::host().expect("the machine is supported");
    let native = Native::host().expect("the machine is supported");
    let compilers: [(&str, &dyn Backend); 2] = [(cranelift.name(), &cranelift), (native.name(), &native)];
    println!("{:<24}{:<18}{:>12}{:>14}", "kernel", "compiler", "ns", "compiling, ms");
    for name in ["cuba", "adex", "cobahh", "noise"] {
        if wants(name) {
            for neurons in [100, NEURONS] {
                let kernels = compilers.map(|(by, compiler)| (by, compile(compiler, name)));
                report(&format!("{name} {neurons}"), &kernels, |kernel| update(kernel, name, neurons));
            }
        }
    }
    for name in ["deliver", "deliver_uniform"] {
        if wants(name) {
            for (neurons, of_each) in [(NEURONS, SYNAPSES_OF_A_NEURON), (20_000, 500)] {
                let kernel = compile(&cranelift, name);
                let network = Network::new(&kernel.0, neurons, of_each);
                let kernels = [(cranelift.name(), kernel)];
                report(&format!("{name} {neurons}x{of_each}"), &kernels, |_| network.deliver());
            }
        }
    }
}

/// Prints the best of some runs; of several compilers, taken in turn.
fn report(name: &str, kernels: &[(&str, (Compiled, f64))], mut run: impl FnMut(&Compiled) -> f64) {
    let mut best = vec![f64::INFINITY; kernels.len()];
    for _ in 0..RUNS {
        for (best, (_, (kernel, _))) in best.iter_mut().zip(kernels) {
            *best = best.min(run(kernel));
        }
    }
    for (best, (by, (_, milliseconds))) in best.into_iter().zip(kernels) {
        println!("{name:<24}{by:<18}{best:>12.3}{milliseconds:>14.3}");
    }
}

/// A kernel, and what it was compiled to.
struct Compiled {
    kernel: Kernel,
    code: Box<dyn snnc_ir::execute::Executable>,
}

impl Compiled {
    fn bind(&self, columns: &[Column]) -> Box<dyn Bound> {
        let columns =
            columns.iter().map(|column| BoundColumn { column: column.clone(), offset: 0 }).collect();
        let keys = self.kernel.streams.iter().map(|name| StreamKey::new(1, name)).collect();
        self.code.bind(columns, keys, &snnc_ir::faults::Faults::default())
    }
}

fn compile(compiler: &dyn Backend, name: &str) -> (Compiled, f64) {
    let text = match name {
        "cuba" => include_str!("kernels/cuba.kernel"),
        "adex" => include_str!("kernels/adex.kernel"),
        "cobahh" => include_str!("kernels/cobahh.kernel"),
        "noise" => include_str!("kernels/noise.kernel"),
        "deliver" => include_str!("kernels/deliver.kernel"),
        _ => include_str!("kernels/deliver_uniform.kernel"),
    };
    let kernel: Kernel = text.parse().expect("the kernel is well-formed");
    let begin = Instant::now();
    let mut code = compiler.compile(std::slice::from_ref(&kernel)).expect("the kernel can be compiled");
    let milliseconds = begin.elapsed().as_secs_f64() * 1e3;
    (Compiled { kernel, code: code.remove(0) }, milliseconds)
}

/// Nanoseconds for a neuron and step.
fn update(compiled: &Compiled, name: &str, neurons: usize) -> f64 {
    let columns: Vec<Column> = compiled.kernel.columns.iter().map(|_| Column::zeros(neurons)).collect();
    for (column, decl) in columns.iter().zip(&compiled.kernel.columns) {
        for k in 0..neurons {
            let part = k as f64 / neurons as f64;
            match &*decl.name {
                "v" if name == "noise" => {}
                "v" => column.set_float(k, -0.070 + 0.015 * part),
                "m" | "n" | "h" => column.set_float(k, 0.2 + 0.1 * part),
                "ge" | "gi" => column.set_float(k, 1e-9 * part),
                _ => {}
            }
        }
    }
    let bits = Column::zeros(neurons);
    let bound = compiled.bind(&columns);
    let steps = STEPS * (NEURONS / neurons) as u64;
    let begin = Instant::now();
    for step in 0..steps {
        bound.call(&Call { step, lanes: 0..neurons, bits: Some(&bits), ..Call::default() });
        for word in 0..neurons.div_ceil(64) {
            let mut spikes = bits.word(word);
            while spikes != 0 {
                let neuron = word * 64 + spikes.trailing_zeros() as usize;
                columns[0].set_float(neuron, -0.070);
                spikes &= spikes - 1;
            }
        }
    }
    begin.elapsed().as_secs_f64() * 1e9 / (steps as f64 * neurons as f64)
}

/// Synapses, and what they are delivered to.
struct Network {
    bound: Box<dyn Bound>,
    neurons: usize,
    of_each: usize,
    offsets: Vec<u64>,
    post_of: Vec<u32>,
    random: Cell<u64>,
}

impl Network {
    fn new(compiled: &Compiled, neurons: usize, of_each: usize) -> Self {
        let columns = compiled.kernel.columns.iter().map(|column| {
            Column::zeros(if column.space == Space::Lane { neurons * of_each } else { neurons })
        });
        let mut network = Network {
            bound: compiled.bind(&columns.collect::<Vec<_>>()),
            neurons,
            of_each,
            offsets: (0..=neurons).map(|row| (row * of_each) as u64).collect(),
            post_of: Vec::new(),
            random: Cell::new(1),
        };
        let gap = neurons / of_each;
        network.post_of =
            (0..neurons * of_each).map(|k| ((k % of_each) * gap + network.below(gap)) as u32).collect();
        network
    }

    fn below(&self, limit: usize) -> usize {
        self.random
            .set(self.random.get().wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407));
        (self.random.get() >> 33) as usize % limit
    }

    /// Nanoseconds for an event.
    fn deliver(&self) -> f64 {
        let lists: Vec<Vec<u32>> =
            (0..STEPS).map(|_| (0..8).map(|_| self.below(self.neurons) as u32).collect()).collect();
        let begin = Instant::now();
        for list in &lists {
            let call = Call { list, post_of: &self.post_of, ..Call::default() };
            self.bound.call(&call.rows(&self.offsets));
        }
        let events = STEPS as usize * 8 * self.of_each;
        begin.elapsed().as_secs_f64() * 1e9 / events as f64
    }
}
