//! Models whose outcome is known from outside: from Brian 2 or from a formula. `tests/models/known/README.md` lists them.

use libtest_mimic::{Arguments, Failed, Trial};
use snnc::{Backend, Model};
use snnc_tests::expectation::Expectation;
use snnc_tests::files;
use snnc_tests::observe::everything;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

/// The names of a case's construct and model.
fn names(model: &Path) -> (String, String) {
    (model.parent().map(files::stem).unwrap_or_default(), files::stem(model))
}

fn agrees(model: &Path) -> Result<(), Failed> {
    let (construct, name) = names(model);
    let expected = Expectation::read(&files::path(&format!("tests/data/known/{construct}/{name}.npz")))?;
    let parsed = Model::from_file(model)?;
    let mut problems = Vec::new();
    for backend in [Backend::Interpreter, Backend::Cranelift, Backend::Auto] {
        let compiled = parsed.compile_with(backend)?;
        let found = everything(&compiled, compiled.seed())?;
        let told = expected.problems(&found, compiled.plan().dt);
        problems.extend(told.iter().map(|problem| format!("{backend:?}: {problem}")));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}

/// Every model is in the table, at most five of a construct.
fn the_table_is_whole(models: &[std::path::PathBuf]) -> Result<(), Failed> {
    let table = std::fs::read_to_string(files::path("tests/models/known/README.md"))?;
    let listed = table.lines().filter(|line| line.starts_with("| ") && line.contains(".eqs)")).count();
    let mut constructs: BTreeMap<String, usize> = BTreeMap::new();
    for model in models {
        let (construct, name) = names(model);
        if !table.contains(&format!("({construct}/{name}.eqs)")) {
            return Err(format!("{construct}/{name} is missing in the table").into());
        }
        *constructs.entry(construct).or_default() += 1;
    }
    if listed != models.len() {
        return Err(format!("the table lists {listed} models, there are {}", models.len()).into());
    }
    match constructs.iter().find(|(_, count)| **count > 5) {
        Some((construct, count)) => Err(format!("{count} models for `{construct}`").into()),
        None => Ok(()),
    }
}

fn main() -> ExitCode {
    let models = files::models_within("tests/models/known");
    let mut trials: Vec<Trial> = (models.iter().cloned())
        .map(|model| {
            let (construct, name) = names(&model);
            Trial::test(format!("{construct}/{name}"), move || agrees(&model))
        })
        .collect();
    trials.push(Trial::test("the table is whole", move || the_table_is_whole(&models)));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
