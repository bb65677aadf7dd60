//! Runs one model with several values of a constant, and each with several seeds: how the rate depends on adaptation.
//!
//! ```sh
//! cargo run --release --example sweep
//! ```

use snnc::{Backend, Compiler, Error, Model, Seed};
use std::ops::ControlFlow;

fn main() -> Result<(), Error> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/adex_coba.eqs");
    let model = Model::from_file(path)?.with_duration("1 s")?;

    // Only the kernels that `b` is folded into are compiled again.
    let compiler = Compiler::new(Backend::Auto)?;
    println!("{:>8}  mean rate over 3 seeds", "b");
    for b in ["0 pA", "30 pA", "65 pA", "130 pA"] {
        let compiled = compiler.compile(&model.clone().with("b", b)?)?;
        let mut spikes = 0;
        for seed in 1..=3 {
            let mut simulation = compiled.simulation(Seed(seed))?;
            simulation.run(&mut |_| ControlFlow::Continue(()))?;
            spikes += simulation.finish().spikes("cortex")?.len();
        }
        println!("{b:>8}  {:6.2} Hz", spikes as f64 / 3.0 / 100.0);
    }
    Ok(())
}
