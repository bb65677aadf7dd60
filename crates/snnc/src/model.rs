//! A model: its text, and what is asked of it besides.

use crate::error::Error;
use snnc_ir::arithmetic::Elementary;
use snnc_ir::kernel::Precision;
use snnc_ir::lower::lower;
use snnc_lang::check::{Check, check};
use snnc_lang::files::{Disk, Files};
use snnc_lang::imports::{Program, assemble};
use snnc_lang::syntax::ast::{self, ItemKind, ProtocolKind};
use snnc_lang::{Diagnostic, Source, Sources, syntax};
use snnc_results::Settings;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Files beyond this size are refused: spans count bytes in 32 bits.
const LARGEST_FILE: u64 = 1 << 30;

/// A parsed model with the settings that are to replace its own.
#[derive(Debug, Clone)]
pub struct Model {
    sources: Sources,
    file: ast::File,
    files: Shared,
    overrides: Vec<ast::Definition>,
    settings: Settings,
    diagnostics: Vec<Diagnostic>,
    /// How many of the sources are files: the model, and what it imports.
    texts: usize,
    precision: Precision,
    parse_time: Duration,
}

/// Where a model finds the files that it names.
#[derive(Clone)]
struct Shared(Arc<dyn Files + Send + Sync>);

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("files")
    }
}

impl Model {
    /// Reads and parses a model file. A wrong model is told by [`check`](Model::check) and `compile`.
    ///
    /// # Errors
    /// If the file cannot be read or is no UTF-8 text.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Model, Error> {
        Self::from_file_beside(path, Disk)
    }

    /// The same, but what the file names is found among these.
    ///
    /// # Errors
    /// As for [`from_file`](Self::from_file).
    pub fn from_file_beside(
        path: impl AsRef<Path>,
        files: impl Files + Send + Sync + 'static,
    ) -> Result<Model, Error> {
        let path = path.as_ref();
        let started = Instant::now();
        let unreadable = |reason: &dyn std::fmt::Display| Error::file(path, "read", reason);
        let about = std::fs::metadata(path).map_err(|e| unreadable(&reason(&e)))?;
        if about.is_dir() {
            return Err(unreadable(&"it is a directory"));
        }
        if about.len() > LARGEST_FILE {
            return Err(unreadable(&"it is larger than 1 GiB"));
        }
        let bytes = std::fs::read(path).map_err(|e| unreadable(&reason(&e)))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..valid].iter().filter(|b| **b == b'\n').count() + 1;
            unreadable(&format!("it is not UTF-8 text (byte {valid}, line {line})"))
        })?;
        Ok(Self::parse(&path.display().to_string(), text, Arc::new(files), started))
    }

    /// Parses a text; `name` is shown in diagnostics.
    pub fn from_text(name: &str, text: impl Into<String>) -> Model {
        Self::from_files(name, text, Disk)
    }

    /// Parses a text that names other files, which are found there.
    pub fn from_files(
        name: &str,
        text: impl Into<String>,
        files: impl Files + Send + Sync + 'static,
    ) -> Model {
        Self::parse(name, text.into(), Arc::new(files), Instant::now())
    }

    fn parse(name: &str, text: String, files: Arc<dyn Files + Send + Sync>, started: Instant) -> Model {
        let Program { file, sources, diagnostics, .. } = assemble(name, text, &*files);
        Model {
            file,
            diagnostics,
            texts: sources.iter().count(),
            sources,
            files: Shared(files),
            overrides: vec![],
            settings: Settings::default(),
            precision: Precision::default(),
            parse_time: started.elapsed(),
        }
    }

    /// Replaces the value of a constant, or of `dt`, `seed` or `wiring_seed`: `with("tau_w", "100 ms")`.
    ///
    /// # Errors
    /// If the value is no expression. Whether it fits is told by [`check`](Model::check).
    pub fn with(self, name: &str, value: &str) -> Result<Model, Error> {
        self.define(&format!("--set {name}"), name, value)
    }

    /// Stores the floats of neurons and synapses in that precision. They are computed with as doubles in either: what is kept in
    /// single precision takes half the memory, and is rounded each time it is written. Times, delays, what all elements of a
    /// block share, and what a method keeps for itself stay doubles.
    #[must_use]
    pub fn with_precision(self, precision: Precision) -> Model {
        Model { precision, ..self }
    }

    /// How the floats of neurons and synapses are stored.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Replaces the time step: `with_dt("0.05 ms")`.
    ///
    /// # Errors
    /// If the value is no expression.
    pub fn with_dt(self, dt: &str) -> Result<Model, Error> {
        self.define("--dt", "dt", dt)
    }

    /// Replaces the seed.
    ///
    /// # Errors
    /// Never for a seed that the language can write: below 2⁶³.
    pub fn with_seed(self, seed: u64) -> Result<Model, Error> {
        self.define("--seed", "seed", &seed.to_string())
    }

    /// Adds `name = value` from a source of that name.
    fn define(mut self, source: &str, name: &str, value: &str) -> Result<Model, Error> {
        let items = self.parse_extra(source, format!("{name} = {value}"))?;
        match <[ItemKind; 1]>::try_from(items) {
            Ok([ItemKind::Definition(definition)]) if definition.unit.is_none() => {
                self.overrides.retain(|o| o.name.text != definition.name.text);
                self.settings.set.shift_remove(&*definition.name.text);
                self.settings.set.insert(definition.name.text.to_string(), value.to_string());
                self.overrides.push(definition);
                Ok(self)
            }
            _ => Err(self.malformed("a setting is one name and one value: `tau = 20 ms`")),
        }
    }

    /// Runs once for this duration, `with_duration("10 s")`: in the place of the protocol's first `run` (or of the loop in which it
    /// stands), and of all that comes after it.
    ///
    /// # Errors
    /// If the duration is no expression.
    pub fn with_duration(mut self, duration: &str) -> Result<Model, Error> {
        let mut items = self.parse_extra("--duration", format!("run {duration}"))?;
        match items.pop() {
            Some(ItemKind::Protocol(run))
                if items.is_empty() && matches!(run.kind, ProtocolKind::Run { .. }) =>
            {
                let mut before = true;
                self.file.items.retain(|item| match &item.kind {
                    ItemKind::Protocol(statement) => {
                        before &= !runs(statement);
                        before
                    }
                    _ => true,
                });
                let span = run.span;
                self.file.items.push(ast::Item { kind: ItemKind::Protocol(run), span });
                self.settings.duration = Some(duration.to_string());
                Ok(self)
            }
            _ => Err(self.malformed("a duration is one time: `10 s`")),
        }
    }

    /// Adds a statement to the end of the protocol, from a source of that name.
    pub(crate) fn append(&mut self, source: &str, statement: String) -> Result<(), Error> {
        let items = self.parse_extra(source, statement)?;
        if let Some(text) = self.sources.iter().last() {
            let span = text.span();
            self.file.items.extend(items.into_iter().map(|kind| ast::Item { kind, span }));
        }
        Ok(())
    }

    pub(crate) fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    /// Parses a text from outside of the file, as a source of its own.
    fn parse_extra(&mut self, name: &str, text: String) -> Result<Vec<ItemKind>, Error> {
        let id = self.sources.add(name, text);
        let parse = syntax::parse(self.sources.get(id));
        if parse.diagnostics.iter().any(Diagnostic::is_error) {
            return Err(Error::rejected(&self.sources, parse.diagnostics));
        }
        Ok(parse.file.items.into_iter().map(|item| item.kind).collect())
    }

    /// The extra source added last is not what it should be.
    fn malformed(&self, message: &str) -> Error {
        let Some(source) = self.sources.iter().last() else { return Error::NothingToRun };
        let diagnostic = Diagnostic::error("syntax::setting", source.span(), message);
        Error::rejected(&self.sources, vec![diagnostic])
    }

    /// The syntax tree.
    pub fn syntax(&self) -> &ast::File {
        &self.file
    }

    /// The texts that diagnostics point into: the model, what it imports, and the settings from outside.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The model file, then the files that it imports.
    pub fn texts(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter().take(self.texts)
    }

    /// What replaces parts of the file, as it was given.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Where the files are that it names.
    pub(crate) fn files(&self) -> &dyn Files {
        &*self.files.0
    }

    /// How long reading and parsing took.
    pub fn parse_time(&self) -> Duration {
        self.parse_time
    }

    /// Checks the model: all findings in the order of the text, and the checked model if none is an error.
    pub fn check(&self) -> Check {
        self.check_with(&*self.files.0)
    }

    /// The same, with files that know what is asked of them.
    pub(crate) fn check_with(&self, files: &dyn Files) -> Check {
        let mut checked = check(&self.file, &self.sources, &self.overrides, &Elementary, files);
        if self.diagnostics.iter().any(Diagnostic::is_error) {
            checked.model = None;
        }
        checked.diagnostics.extend(self.diagnostics.iter().cloned());
        checked.diagnostics.sort_by_key(|d| d.primary.span);
        checked
    }

    /// All findings about the model, those of the lowering (which method fits which equations) included.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let checked = self.check();
        let mut diagnostics = checked.diagnostics;
        if let Some(hir) = checked.model {
            diagnostics.extend(lower(&hir).diagnostics);
            diagnostics.sort_by_key(|d| d.primary.span);
        }
        diagnostics
    }
}

/// Whether a statement of the protocol runs the simulation, itself or in its rounds.
pub(crate) fn runs(statement: &ast::Protocol) -> bool {
    match &statement.kind {
        ProtocolKind::Run { .. } => true,
        ProtocolKind::Repeat { body, .. } | ProtocolKind::For { body, .. } => body.iter().any(runs),
        _ => false,
    }
}

/// An I/O error in plain words.
pub(crate) fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".into(),
        ErrorKind::PermissionDenied => "permission denied".into(),
        ErrorKind::StorageFull => "the disk is full".into(),
        ErrorKind::NotADirectory => "a part of the path is not a directory".into(),
        _ => error.to_string(),
    }
}
