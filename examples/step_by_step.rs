//! Advances a simulation by hand: reads its state between the steps and acts on it, here to hold a voltage by a current.
//!
//! ```sh
//! cargo run --release --example step_by_step
//! ```

use snnc::{Error, Model, Seed};

const CELLS: &str = "
tau = 20 ms
R   = 100 Mohm

neurons cells[3] {
    dv/dt = (-65 mV - v + R*I)/tau : volt
    I     : nA

    method: exact
    init:   v = -65 mV
}

monitor v of cells
";

fn main() -> Result<(), Error> {
    let compiled = Model::from_text("clamp.eqs", CELLS).compile()?;
    let mut simulation = compiled.simulation(Seed(0))?;

    // Three voltages to be held, in volts: all values are SI.
    let wanted = [-65e-3, -60e-3, -50e-3];
    // Amperes that each volt of error adds in a step.
    let gain = 50e-12;
    let mut current = vec![0.0; wanted.len()];
    for _ in 0..6000 {
        let voltage = simulation.get("cells", "v")?;
        for ((current, wanted), v) in current.iter_mut().zip(wanted).zip(&voltage) {
            *current += gain * (wanted - v);
        }
        simulation.set("cells", "I", &current)?;
        simulation.advance(1)?;
    }

    println!("after {:.0} ms:", simulation.time() * 1e3);
    for (v, current) in simulation.get("cells", "v")?.iter().zip(&current) {
        println!("  {:6.2} mV are held by {:5.1} pA", v * 1e3, current * 1e12);
    }

    let recording = simulation.finish();
    println!("{} samples of each", recording.states("cells")?.times().len());
    Ok(())
}
