//! What is in the way of new results.

use super::DESCRIPTION;
use crate::model::reason;
use serde_json::Value;
use std::collections::HashSet;
use std::path::Path;

/// Refuses a folder that holds anything but the results of one run: it would be lost when they are replaced.
pub(super) fn check(folder: &Path) -> Result<(), String> {
    let entries = folder.read_dir().map_err(|e| reason(&e))?;
    let names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    if names.is_empty() {
        return Ok(());
    }
    if !names.iter().any(|name| name == DESCRIPTION) {
        return Err("it is not empty and does not hold the results of a run".into());
    }
    let known = files_of_run(folder).ok_or_else(|| format!("its `{DESCRIPTION}` is not that of a run"))?;
    match names.iter().find(|name| !known.contains(*name)) {
        Some(other) => Err(format!("it also holds `{other}`, which an older run did not write there")),
        None => Ok(()),
    }
}

/// The files that the run in a folder wrote.
fn files_of_run(folder: &Path) -> Option<HashSet<String>> {
    let text = std::fs::read_to_string(folder.join(DESCRIPTION)).ok()?;
    let description: Value = serde_json::from_str(&text).ok()?;
    description.get("snnc")?;
    let monitors = description.get("monitors")?.as_object()?.values();
    let saved = description.get("saved").and_then(Value::as_object).into_iter().flat_map(|it| it.values());
    let files = monitors.chain(saved).filter_map(|it| it.get("file")?.as_str().map(str::to_string));
    Some(files.chain([DESCRIPTION.to_string()]).collect())
}
