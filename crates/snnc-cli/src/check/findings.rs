//! What is found in all the models, each thing once.

use crate::args::Overrides;
use crate::failure::Failure;
use crate::inputs::{Input, Inputs, Unreadable, identity};
use crate::simulate::replace;
use snnc::{Error, Model};
use snnc_lang::{Diagnostic, SourceId, Sources};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// A model that was checked.
#[derive(Debug)]
pub(crate) struct Examined {
    /// Its name.
    pub(crate) name: String,
    /// Whether it was named itself, not only its folder.
    pub(crate) named: bool,
    pub(crate) standard_input: bool,
    /// What was found, in the order of the text.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The texts of the model.
    pub(crate) sources: Sources,
    /// Whether something was found that another model told already, since it imports this one, or what this one imports.
    silenced: bool,
}

impl Examined {
    /// Whether nothing is wrong with it, told here or elsewhere.
    pub(crate) fn is_fine(&self) -> bool {
        self.diagnostics.is_empty() && !self.silenced
    }
}

/// What was found in all of them.
#[derive(Debug)]
pub(crate) struct Findings {
    /// The models.
    pub(crate) examined: Vec<Examined>,
    /// What could not be read.
    pub(crate) unreadable: Vec<Unreadable>,
}

impl Findings {
    /// Checks all models.
    ///
    /// # Errors
    /// If the command line is wrong.
    pub(crate) fn gather(inputs: &Inputs, overrides: &Overrides) -> Result<Findings, Failure> {
        let mut findings = Findings { examined: vec![], unreadable: inputs.unreadable.clone() };
        let mut told = Told::default();
        for input in &inputs.models {
            match examine(input, overrides) {
                Ok(mut examined) => {
                    told.silence(&mut examined);
                    findings.examined.push(examined);
                }
                Err(Failure::Library(error)) => findings
                    .unreadable
                    .push(Unreadable { file: input.name.clone(), message: error.to_string() }),
                Err(usage) => return Err(usage),
            }
        }
        Ok(findings)
    }

    /// Each finding, with the texts that it points into.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&Diagnostic, &Sources)> {
        self.examined.iter().flat_map(|it| it.diagnostics.iter().map(|diagnostic| (diagnostic, &it.sources)))
    }
}

fn examine(input: &Input, overrides: &Overrides) -> Result<Examined, Failure> {
    let model = match &input.text {
        Some(text) => Ok(Model::from_text(&input.name, text.as_str())),
        None => Model::from_file(&input.name),
    };
    let replaced = model.map_err(Failure::from).and_then(|model| replace(model, overrides));
    let (diagnostics, sources) = match replaced {
        Ok(model) => (model.diagnostics(), model.sources().clone()),
        // A setting that is none.
        Err(Failure::Library(Error::Model(rejection))) => (rejection.diagnostics, rejection.sources),
        Err(failure) => return Err(failure),
    };
    Ok(Examined {
        name: input.name.clone(),
        named: input.named,
        standard_input: input.text.is_some(),
        diagnostics,
        sources,
        silenced: false,
    })
}

/// What was told of which file. Models that import one file would otherwise each tell all of it.
#[derive(Default)]
struct Told {
    files: HashMap<String, PathBuf>,
    findings: HashSet<(PathBuf, u32, u32, &'static str, String)>,
}

impl Told {
    fn silence(&mut self, examined: &mut Examined) {
        let Examined { diagnostics, sources, silenced, .. } = examined;
        let before = diagnostics.len();
        diagnostics.retain(|diagnostic| {
            let span = diagnostic.primary.span;
            let file = self.file(span.source, sources);
            self.findings.insert((file, span.start, span.end, diagnostic.code, diagnostic.message.clone()))
        });
        *silenced = diagnostics.len() < before;
    }

    fn file(&mut self, source: SourceId, sources: &Sources) -> PathBuf {
        let name = &sources.get(source).name;
        self.files.entry(name.clone()).or_insert_with(|| identity(Path::new(name))).clone()
    }
}
