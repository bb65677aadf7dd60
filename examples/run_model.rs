//! Reads a model file, gives a constant another value, runs it and prints what was recorded.
//!
//! ```sh
//! cargo run --release --example run_model
//! ```

use snnc::{Error, Model};

fn main() -> Result<(), Error> {
    let recording = Model::from_file(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/adex_coba.eqs"))?
        .with("tau_w", "100 ms")?
        .with_duration("2 s")?
        .compile()?
        .run()?;

    let spikes = recording.spikes("cortex")?;
    println!("{} spikes in {} s", spikes.len(), recording.duration);
    if let (Some(i), Some(t)) = (spikes.indices().first(), spikes.times().first()) {
        println!("the first at {:.1} ms, of cell {i}", t * 1e3);
    }

    let states = recording.states("cortex")?;
    if let Some(trace) = states.get("V") {
        // Rows are cells, columns are times.
        let mean = trace.values.row(0).mean().unwrap_or(f64::NAN);
        println!("cell 0 is at {mean:.4} {} on average", trace.unit);
    }
    Ok(())
}
