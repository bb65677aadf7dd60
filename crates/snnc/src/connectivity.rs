//! Saving who is connected to whom at the end of a run.

use crate::error::Error;
use crate::model::{Model, runs};
use snnc_lang::syntax::ast::{self, ItemKind, ProtocolKind};
use std::collections::BTreeSet;

impl Model {
    /// Saves all synapses once the protocol has been carried out, as `save NAME as "NAME"` does: ends, delays and variables of
    /// each. If another archive is called so, `_synapses` goes after the name. Nothing is added to a model that does not run.
    ///
    /// # Errors
    /// Never for a model that can be checked: names that are no names have been told.
    pub fn with_connectivity(mut self) -> Result<Model, Error> {
        if !self.syntax().items.iter().any(|item| matches!(&item.kind, ItemKind::Protocol(it) if runs(it))) {
            return Ok(self);
        }
        let mut taken = archives(self.syntax());
        let blocks = self.syntax().items.iter().filter_map(|item| match &item.kind {
            ItemKind::Synapses(synapses) => Some(synapses.name.text.to_string()),
            _ => None,
        });
        for name in blocks.collect::<Vec<_>>() {
            let mut label = name.clone();
            while !taken.insert(label.clone()) {
                label.push_str("_synapses");
            }
            self.append("--connectivity", format!("save {name} as \"{label}\""))?;
        }
        self.settings_mut().connectivity = true;
        Ok(self)
    }
}

/// What stands after the group in the name of a monitor that was given none.
const KINDS: [&str; 4] = ["spikes", "count", "states", "rate"];

/// The names that a file gives to archives.
fn archives(file: &ast::File) -> BTreeSet<String> {
    // The description is called so.
    let mut found = BTreeSet::from(["run".to_string()]);
    let mut protocol: Vec<&ast::Protocol> = vec![];
    for item in &file.items {
        match &item.kind {
            ItemKind::Monitor(monitor) => match &monitor.name {
                Some(name) => _ = found.insert(name.text.to_string()),
                None => found.extend(KINDS.map(|kind| format!("{}_{kind}", monitor.of.name.text))),
            },
            ItemKind::Protocol(statement) => protocol.push(statement),
            _ => {}
        }
    }
    while let Some(statement) = protocol.pop() {
        match &statement.kind {
            ProtocolKind::Save { label, .. } => _ = found.insert(label.text.to_string()),
            ProtocolKind::Repeat { body, .. } | ProtocolKind::For { body, .. } => protocol.extend(body),
            _ => {}
        }
    }
    found
}
