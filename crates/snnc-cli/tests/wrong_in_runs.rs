//! What a user reads of each model in `tests/models/wrong_in_runs`, whose mistake only `snnc run` can tell: when the
//! model is compiled, when its network is built, or while it runs.
//!
//! A first line `# With: …` gives more arguments. `INSTA_UPDATE=always cargo test -p snnc-cli --test wrong_in_runs`
//! writes the snapshots anew, to be read before they are committed.

use std::path::{Path, PathBuf};
use std::process::Command;

fn models() -> (PathBuf, Vec<PathBuf>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/models/wrong_in_runs");
    let entries = folder.read_dir().expect("the folder of models");
    let mut models: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    models.retain(|path| path.extension().is_some_and(|extension| extension == "eqs"));
    models.sort();
    assert!(!models.is_empty(), "no models in {}", folder.display());
    (folder, models)
}

#[test]
fn wrong_runs_are_told_as_they_were() {
    let (folder, models) = models();
    let results = tempfile::tempdir().expect("a folder");
    for path in models {
        let source = std::fs::read_to_string(&path).expect("a readable model");
        let more = source.lines().next().and_then(|line| line.strip_prefix("# With: "));
        let output = Command::new(env!("CARGO_BIN_EXE_snnc"))
            .arg("run")
            .arg(path.file_name().expect("a name"))
            .args(more.unwrap_or_default().split_whitespace())
            .arg("--out")
            .arg(results.path())
            .current_dir(&folder)
            .output()
            .expect("the program starts");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(matches!(output.status.code(), Some(1 | 3)), "{name}: {}", output.status);
        let told = String::from_utf8_lossy(&output.stderr);
        let told: Vec<_> = told.lines().map(str::trim_end).collect();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, format!("{source}\n{}", told.join("\n"))));
    }
}
