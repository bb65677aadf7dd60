//! Interpreter and native code yield the same bits, in everything that a run yields.

use proptest::prelude::*;
use snnc::{Backend, Error, Model};
use snnc_tests::observe::{Arrays, difference, everything};
use snnc_tests::shortened::shortened;
use snnc_tests::{constructs, files, generate};
use std::path::{Path, PathBuf};

/// Models that run longer than this many steps are cut short.
const MOST_STEPS: u64 = 3000;

fn run(model: &Model, backend: Backend) -> Result<Arrays, Error> {
    let compiled = model.compile_with(backend)?;
    everything(&compiled, compiled.seed())
}

fn compare(model: &Model) -> Result<Option<String>, Error> {
    let expected = run(model, Backend::Interpreter)?;
    for backend in [Backend::Auto, Backend::Cranelift] {
        if let Some(difference) = difference(&expected, &run(model, backend)?) {
            return Ok(Some(format!("{backend:?}: {difference}")));
        }
    }
    Ok(None)
}

fn all_agree(models: &[PathBuf]) {
    let check = |path: &Path| match shortened(path, MOST_STEPS).and_then(|model| compare(&model)) {
        Ok(None) => None,
        Ok(Some(difference)) => Some(format!("{}: {difference}", path.display())),
        Err(error) => Some(format!("{}: {error}", path.display())),
    };
    let problems: Vec<_> = models.iter().filter_map(|path| check(path)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
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

/// 64 cases, or as many as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn on_random_models(text in generate::model()) {
        let model = Model::from_text("random.eqs", text.clone());
        match compare(&model) {
            Ok(None) => {}
            Ok(Some(difference)) => prop_assert!(false, "{difference}\n\n{text}"),
            Err(error) => prop_assert!(false, "{error}\n\n{text}"),
        }
    }

    #[test]
    fn on_random_constructs(text in constructs::model()) {
        let model = Model::from_text("random.eqs", text.clone());
        match compare(&model) {
            Ok(None) => {}
            Ok(Some(difference)) => prop_assert!(false, "{difference}\n\n{text}"),
            Err(error) => prop_assert!(false, "{error}\n\n{text}"),
        }
    }
}
