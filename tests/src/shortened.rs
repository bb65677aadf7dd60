//! Models that people run for minutes, as tests run them.

use crate::observe::steps;
use snnc::{Backend, Error, Model};
use std::path::Path;

/// What a model with a constant `scale` is scaled to: such a network may fill the machine.
const SCALE: &str = "0.01";

/// The model of a file, made small if it can be scaled, and cut short if it has more than so many steps.
///
/// # Errors
/// If it is not a right model.
pub fn shortened(path: &Path, most_steps: u64) -> Result<Model, Error> {
    let model = Model::from_file(path)?;
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let scales = text.lines().any(|line| line.split('=').next().is_some_and(|name| name.trim() == "scale"));
    let model = if scales { model.with("scale", SCALE)? } else { model };
    let plan_steps = steps(model.compile_with(Backend::Interpreter)?.plan());
    if plan_steps <= most_steps { Ok(model) } else { model.with_duration("40 ms") }
}
