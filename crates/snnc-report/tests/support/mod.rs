//! Folders of results that hold a description and nothing else, and their pages.

#![allow(dead_code, unreachable_pub)]

use indexmap::IndexMap;
use snnc_lang::files::Disk;
use snnc_lang::imports::{Program, assemble};
use snnc_results::{
    Connected, Constant, Description, Group, Model, NotFinite, Number, Results, Settings, SourceText,
    Subgroup, Synapses, Timings,
};
use std::path::{Path, PathBuf};

pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// All models of the repository, with the files that they import.
pub fn models() -> Vec<PathBuf> {
    let mut found = vec![];
    let mut folders = vec![repository("models"), repository("tests/models/valid")];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "eqs") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(found.len() > 70, "only {} models", found.len());
    found
}

/// A model file as the description of its run has it, and its tree.
pub fn model(path: &Path) -> (Model, Program) {
    let text = std::fs::read_to_string(path).expect("a model");
    let program = assemble(path.display().to_string(), text.clone(), &Disk);
    let folder = path.parent().expect("a folder").to_path_buf();
    let import = |source: &snnc_lang::Source| {
        let file = Path::new(&source.name);
        let file = file.strip_prefix(&folder).unwrap_or(file);
        SourceText { file: file.display().to_string(), sha256: "0".repeat(64), text: source.text.to_string() }
    };
    let model = Model {
        file: path.file_name().expect("a name").to_string_lossy().into_owned(),
        sha256: "0".repeat(64),
        text,
        folder: folder.display().to_string(),
        imports: program.sources.iter().skip(1).map(import).collect(),
        data: vec![],
    };
    (model, program)
}

/// A run of a text in which nothing was recorded.
pub fn described(model: Model) -> Description {
    Description {
        snnc: "0.1.0".into(),
        model,
        settings: Settings::default(),
        backend: "cranelift".into(),
        precision: "f64".into(),
        threads: 1,
        seed: 0,
        wiring_seed: 0,
        dt: 1e-4,
        duration: 1.0,
        interrupted: false,
        constants: IndexMap::new(),
        groups: IndexMap::new(),
        subgroups: IndexMap::new(),
        synapses: IndexMap::new(),
        monitors: IndexMap::new(),
        runs: vec![],
        saved: IndexMap::new(),
        not_finite: vec![],
        timings: Timings { run: 0.5, ..Timings::default() },
        profile: None,
    }
}

/// A run of that text.
pub fn of_text(text: &str) -> Description {
    described(Model {
        file: "model.eqs".into(),
        sha256: "0".repeat(64),
        text: text.into(),
        ..Model::default()
    })
}

pub fn constant(value: f64, unit: &str) -> Constant {
    Constant { value: Number(value), unit: unit.into() }
}

pub fn group(size: u32) -> Group {
    Group { size, spikes: Some(10), method: "euler, as asked for".into() }
}

pub fn part(group: &str, start: u32, end: u32) -> Subgroup {
    Subgroup { group: group.into(), start, end }
}

/// A name, and of which elements of which group.
pub type End<'n> = (&'n str, &'n str, u32, u32);

pub fn synapses(count: u64, source: End, target: End) -> Synapses {
    let end = |(name, group, start, end): End| {
        Some(Connected { name: name.into(), group: group.into(), start: start.into(), end: end.into() })
    };
    Synapses { source: end(source), target: end(target), count, bytes: 0 }
}

pub fn not_finite(variable: &str) -> NotFinite {
    NotFinite { group: "cells".into(), variable: variable.into(), index: 3, time: 0.25, value: "inf".into() }
}

/// The page of a description.
pub fn page(description: &Description) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let text = serde_json::to_string(description).expect("JSON");
    std::fs::write(folder.path().join("run.json"), text).expect("a file");
    let results = Results::open(folder.path()).expect("results");
    snnc_report::report(&results).expect("a page")
}
