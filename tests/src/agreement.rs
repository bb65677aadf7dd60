//! Holding several ways to run a model to the same outcome.

use crate::observe::{Arrays, difference, everything};
use crate::shortened::shortened;
use proptest::prelude::ProptestConfig;
use proptest::test_runner::TestCaseError;
use snnc::{Backend, Error, Model};
use std::path::{Path, PathBuf};

/// The first difference between ways to run a model, if there is one.
pub type Comparison = Result<Option<String>, Error>;

/// Where native code differs from the interpreter.
///
/// # Errors
/// If the model is wrong.
pub fn of_executions(model: &Model) -> Comparison {
    let run = |backend| -> Result<Arrays, Error> {
        let compiled = model.compile_with(backend)?;
        everything(&compiled, compiled.seed())
    };
    let expected = run(Backend::Interpreter)?;
    for backend in [Backend::Auto, Backend::Cranelift] {
        if let Some(difference) = difference(&expected, &run(backend)?) {
            return Ok(Some(format!("{backend:?}: {difference}")));
        }
    }
    Ok(None)
}

/// Asserts that a comparison finds nothing in models, of which those that run longer than so many steps are cut short.
///
/// # Panics
/// If it does.
pub fn of_models(models: &[PathBuf], most_steps: u64, compare: impl Fn(Model) -> Comparison) {
    let check = |path: &Path| match shortened(path, most_steps).and_then(&compare) {
        Ok(None) => None,
        Ok(Some(difference)) => Some(format!("{}: {difference}", path.display())),
        Err(error) => Some(format!("{}: {error}", path.display())),
    };
    let problems: Vec<_> = models.iter().filter_map(|path| check(path)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The same for a model that was drawn.
///
/// # Errors
/// If the comparison finds something.
pub fn of_random(text: &str, compare: impl Fn(Model) -> Comparison) -> Result<(), TestCaseError> {
    match compare(Model::from_text("random.eqs", text.to_string())) {
        Ok(None) => Ok(()),
        Ok(Some(difference)) => Err(TestCaseError::fail(format!("{difference}\n\n{text}"))),
        Err(error) => Err(TestCaseError::fail(format!("{error}\n\n{text}"))),
    }
}

/// So many models are drawn, or as many as `PROPTEST_CASES` says.
pub fn cases(cases: u32) -> ProptestConfig {
    let given = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: given.unwrap_or(cases), failure_persistence: None, ..ProptestConfig::default() }
}
