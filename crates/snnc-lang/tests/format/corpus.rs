//! All models of the project: files, and examples of its documents.

use std::path::{Path, PathBuf};

pub(crate) struct Model {
    pub(crate) name: String,
    pub(crate) text: String,
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().expect("the folder exists") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
}

fn read(path: &Path) -> Model {
    let text = std::fs::read_to_string(path).expect("a readable text");
    Model { name: path.display().to_string(), text }
}

/// The model files below a folder of the project.
pub(crate) fn models_in(folder: &str) -> Vec<Model> {
    let mut found = Vec::new();
    files(&root().join(folder), "eqs", &mut found);
    found.sort();
    found.iter().map(|path| read(path)).collect()
}

/// The blocks of code of all documents.
fn examples() -> Vec<Model> {
    let mut pages = vec![root().join("README.md")];
    files(&root().join("docs"), "md", &mut pages);
    files(&root().join("crates/snnc-lang/explain"), "md", &mut pages);
    let mut examples = Vec::new();
    for page in pages.iter().map(|path| read(path)) {
        for (number, block) in page.text.split("\n```").enumerate().filter(|(number, _)| number % 2 == 1) {
            let (language, text) = block.split_once('\n').unwrap_or((block, ""));
            if matches!(language, "" | "eqs") {
                let name = format!("{}, block {number}", page.name);
                examples.push(Model { name, text: format!("{text}\n") });
            }
        }
    }
    examples
}

pub(crate) fn models() -> Vec<Model> {
    let mut models = models_in("models");
    models.extend(models_in("tests/models"));
    models.extend(examples());
    assert!(models.len() > 500, "{} models", models.len());
    models
}
