//! Single precision: all executions agree, what is stored has that precision, and it takes the memory that is promised.

use proptest::prelude::*;
use snnc::{Error, Model, Precision, Seed};
use snnc_tests::agreement::Comparison;
use snnc_tests::{agreement, constructs, files, generate};
use std::path::PathBuf;

/// Models that run longer than this many steps are cut short.
const MOST_STEPS: u64 = 1000;

/// Where the executions of a model in single precision differ.
fn compare(model: Model) -> Comparison {
    agreement::of_executions(&model.with_precision(Precision::Single))
}

fn all_agree(models: &[PathBuf]) {
    agreement::of_models(models, MOST_STEPS, compare);
}

#[test]
fn executions_agree_on_the_models_that_users_read_first() {
    all_agree(&files::models("models"));
}

#[test]
fn executions_agree_on_valid_models() {
    all_agree(&files::models("tests/models/valid"));
}

#[test]
fn executions_agree_on_models_of_known_outcome() {
    all_agree(&files::models_within("tests/models/known"));
}

proptest! {
    #![proptest_config(agreement::cases(16))]

    #[test]
    fn executions_agree_on_random_models(
        text in prop_oneof![generate::model().boxed(), constructs::model().boxed()],
    ) {
        agreement::of_random(&text, compare)?;
    }
}

const WEIGHTED: &str = "
neurons cells[200] {
    dv/dt = (0.3 - v)/(10 ms) : 1
    rest : 1
    threshold: v > 1
    reset: v = rest
    init: { v = rand(); rest = 0.1 }
}
synapses recurrent: cells -> cells {
    w : 1
    connect: i != j
    on_pre: v_post += w
    init: w = 0.01*rand()
}
run 20 ms
";

/// The bytes of a synapse, and the values of a variable of the cells and of the weights.
fn simulate(precision: Precision) -> Result<(f64, Vec<f64>), Error> {
    let compiled = Model::from_text("weighted.eqs", WEIGHTED).with_precision(precision).compile()?;
    let mut simulation = compiled.simulation(Seed(7))?;
    simulation.run(&mut |_| std::ops::ControlFlow::Continue(()))?;
    let mut values = simulation.get("cells", "v")?.to_vec();
    values.extend(simulation.get("recurrent", "w")?);
    let synapses = &simulation.finish().synapses[0];
    Ok((synapses.bytes as f64 / synapses.count as f64, values))
}

#[test]
fn a_synapse_with_a_weight_takes_eight_bytes() {
    let (bytes, values) = simulate(Precision::Single).expect("a right model");
    assert!((8.0..8.1).contains(&bytes), "{bytes} bytes");
    assert!(values.iter().all(|x| f64::from(*x as f32) == *x), "all values are singles");
    let (bytes, of_doubles) = simulate(Precision::Double).expect("a right model");
    assert!((12.0..12.1).contains(&bytes), "{bytes} bytes");
    assert!(of_doubles.iter().any(|x| f64::from(*x as f32) != *x), "these are not");
}
