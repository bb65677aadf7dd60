//! Interpreter and native code yield the same bits, in everything that a run yields.

use proptest::prelude::*;
use snnc_tests::{agreement, constructs, files, generate};
use std::path::PathBuf;

/// Models that run longer than this many steps are cut short.
const MOST_STEPS: u64 = 3000;

fn all_agree(models: &[PathBuf]) {
    agreement::of_models(models, MOST_STEPS, |model| agreement::of_executions(&model));
}

#[test]
fn on_the_models_that_users_read_first() {
    all_agree(&files::models("models"));
}

#[test]
fn on_valid_models() {
    all_agree(&files::models("tests/models/valid"));
}

#[test]
fn on_models_of_known_outcome() {
    all_agree(&files::models_within("tests/models/known"));
}

proptest! {
    #![proptest_config(agreement::cases(64))]

    #[test]
    fn on_random_models(text in generate::model()) {
        agreement::of_random(&text, |model| agreement::of_executions(&model))?;
    }

    #[test]
    fn on_random_constructs(text in constructs::model()) {
        agreement::of_random(&text, |model| agreement::of_executions(&model))?;
    }
}
