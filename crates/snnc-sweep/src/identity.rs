//! What a sweep is of: what must not change before it is resumed.

use crate::files::{ReadOnce, sha256};
use crate::grid::Grid;
use crate::models::with;
use crate::part::Part;
use serde::{Deserialize, Serialize};
use snnc::Model;
use std::path::Path;

/// What a sweep is of. It is the first line of a journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The version of snnc.
    pub snnc: String,
    /// The model file, and what it imports and loads.
    pub files: Vec<File>,
    /// What replaces parts of the model at all points: the time step, the duration, how floats are stored, what is looked at.
    pub settings: Vec<(String, String)>,
    /// Whether the results of each point are kept.
    pub keep: bool,
    /// All points.
    pub grid: Grid,
    /// Which of them are in this journal.
    pub part: (u64, u64),
}

/// A file that a model is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name.
    pub file: String,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

impl Identity {
    /// That of a sweep of a model, which asks for its files there.
    pub fn new(
        model: &Model,
        files: &ReadOnce,
        settings: Vec<(String, String)>,
        keep: bool,
        grid: Grid,
        part: Part,
    ) -> Identity {
        // Arrays are read when a model is checked.
        if let Ok(first) = with(model, &grid.point(0).settings) {
            let _ = first.check();
        }
        let own = model.texts().take(1).map(|text| (text.name.clone(), sha256(text.text.as_bytes())));
        let file = |(name, sha256): (String, String)| {
            let last = Path::new(&name).file_name().map(|name| name.to_string_lossy().into_owned());
            File { file: last.unwrap_or(name), sha256 }
        };
        Identity {
            snnc: env!("CARGO_PKG_VERSION").into(),
            files: own.chain(files.digests()).map(file).collect(),
            settings,
            keep,
            grid,
            part: (part.number, part.of),
        }
    }

    /// Which part of the sweep it is.
    pub fn part(&self) -> Part {
        Part { number: self.part.0, of: self.part.1 }
    }

    /// In what this one differs from an earlier one, in one sentence: the weightiest reason.
    pub(crate) fn differs_from(&self, earlier: &Identity) -> Option<String> {
        if self.snnc != earlier.snnc {
            return Some(format!("it was begun by snnc {}, and this is snnc {}", earlier.snnc, self.snnc));
        }
        let changed = |file: &&File| !earlier.files.contains(file);
        if let Some(file) = self.files.iter().find(changed) {
            return Some(format!("`{}` was changed since it was begun", file.file));
        }
        if self.files.len() != earlier.files.len() {
            return Some("the model was made of other files when it was begun".into());
        }
        for (name, value) in &self.settings {
            let before = earlier.settings.iter().find(|(other, _)| other == name);
            let before = before.map_or("not given", |(_, value)| value);
            if before != value {
                return Some(format!("`{name}` was {before} when it was begun, and is {value} now"));
            }
        }
        if let Some((name, value)) =
            earlier.settings.iter().find(|(name, _)| !self.settings.iter().any(|(n, _)| n == name))
        {
            return Some(format!("`{name}` was {value} when it was begun, and is not given now"));
        }
        if self.grid != earlier.grid {
            return Some(self.grid.differs_from(&earlier.grid));
        }
        if self.keep != earlier.keep {
            let (then, now) = if self.keep { ("were not", "are") } else { ("were", "are not") };
            return Some(format!(
                "the results of each point {then} kept when it was begun, and {now} to be kept now"
            ));
        }
        (self.part != earlier.part).then(|| "it is another part of it".into())
    }
}

impl Grid {
    /// In what this grid differs from an earlier one.
    fn differs_from(&self, earlier: &Grid) -> String {
        let (now, then): (Vec<&str>, Vec<&str>) = (self.names().collect(), earlier.names().collect());
        if now != then {
            let list = |names: &[&str]| match names {
                [] => "none".to_string(),
                names => format!("`{}`", names.join("`, `")),
            };
            return format!(
                "its parameters were {} when it was begun, and are {} now",
                list(&then),
                list(&now)
            );
        }
        let differing = self.axes.iter().zip(&earlier.axes).find(|(now, then)| now != then);
        match differing {
            Some((now, _)) => format!("`{}` had other values when it was begun", now.names.join("`, `")),
            None => "it had other seeds when it was begun".into(),
        }
    }
}
