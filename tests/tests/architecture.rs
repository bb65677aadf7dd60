//! The rules that no compiler checks: who may depend on whom, where `unsafe` may stand, how long a file may be, and that
//! the page a newcomer reads first and the checks before a change lands run the same commands.

use snnc_tests::files::{path, repository};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Which of our crates each crate may use.
const DIRECTION: &[(&str, &[&str])] = &[
    ("snnc-lang", &[]),
    ("snnc-ir", &["snnc-lang"]),
    ("snnc-jit", &["snnc-ir", "snnc-lang"]),
    ("snnc-results", &[]),
    ("snnc-stats", &["snnc-results"]),
    ("snnc-plot", &["snnc-results", "snnc-stats"]),
    ("snnc-report", &["snnc-lang", "snnc-plot", "snnc-results", "snnc-stats"]),
    ("snnc-export", &["snnc-results"]),
    ("snnc", &["snnc-ir", "snnc-jit", "snnc-lang", "snnc-results"]),
    ("snnc-sweep", &["snnc", "snnc-lang", "snnc-results", "snnc-stats"]),
    ("snnc-lsp", &["snnc-lang"]),
    (
        "snnc-cli",
        &[
            "snnc",
            "snnc-export",
            "snnc-ir",
            "snnc-jit",
            "snnc-lang",
            "snnc-lsp",
            "snnc-plot",
            "snnc-report",
            "snnc-results",
            "snnc-stats",
            "snnc-sweep",
        ],
    ),
];

/// Libraries that one crate alone may know.
const CONFINED: &[(&str, &str)] = &[
    ("pest", "snnc-lang"),
    ("uom", "snnc-lang"),
    ("cranelift", "snnc-jit"),
    ("iced-x86", "snnc-jit"),
    ("clap", "snnc-cli"),
    ("lsp-server", "snnc-lsp"),
];

/// No file of code may be longer.
const MOST_LINES: usize = 800;

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The dependencies of a crate for users: those of its `[dependencies]` and `[build-dependencies]`.
fn dependencies(name: &str) -> BTreeSet<String> {
    let manifest = read(&path(&format!("crates/{name}/Cargo.toml")));
    let mut wanted = false;
    let mut found = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            wanted = line.ends_with("dependencies]") && !line.contains("dev-dependencies");
        } else if let (true, Some((left, _))) = (wanted, line.split_once('=')) {
            let name = left.trim().trim_end_matches(".workspace").trim();
            if !name.is_empty() && !name.starts_with('#') {
                found.insert(name.to_string());
            }
        }
    }
    found
}

fn crates() -> BTreeMap<String, BTreeSet<String>> {
    let folders = path("crates").read_dir().expect("crates");
    let names = folders.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names
        .filter(|name| path(&format!("crates/{name}/Cargo.toml")).is_file())
        .map(|name| (name.clone(), dependencies(&name)))
        .collect()
}

/// All files below `folder` with this ending.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    found
}

fn sources() -> Vec<PathBuf> {
    let folders = ["crates", "tests", "examples", "benches"];
    let found: Vec<_> = folders.iter().flat_map(|folder| files(&path(folder), "rs")).collect();
    assert!(found.len() > 100, "the sources are where they should be");
    found
}

#[test]
fn dependencies_go_one_way() {
    let crates = crates();
    let known: Vec<_> = DIRECTION.iter().map(|(name, _)| (*name).to_string()).collect();
    assert_eq!(crates.keys().cloned().collect::<BTreeSet<_>>(), known.iter().cloned().collect());
    for (name, allowed) in DIRECTION {
        for dependency in crates[*name].iter().filter(|d| known.contains(d)) {
            assert!(allowed.contains(&dependency.as_str()), "`{name}` must not depend on `{dependency}`");
        }
    }
    assert!(crates["snnc-ir"].contains("snnc-lang"), "manifests are understood");
}

#[test]
fn libraries_are_known_to_one_crate_alone() {
    for (name, dependencies) in crates() {
        for dependency in dependencies {
            for (library, owner) in CONFINED {
                let rest = dependency.strip_prefix(library);
                let is = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']));
                assert!(!is || name == *owner, "`{dependency}` belongs to `{owner}`, and `{name}` has it");
            }
        }
    }
}

/// A line without comment.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

#[test]
fn unsafe_stands_where_the_architecture_says() {
    let page = read(&path("ARCHITECTURE.md"));
    // Put together, so that this file holds no such word.
    let word = ["un", "safe"].concat();
    let rule =
        page.split("- **").find(|rule| rule.starts_with(&format!("`{word}` is confined**"))).expect("a rule");
    for file in sources() {
        let relative =
            file.strip_prefix(repository()).expect("below the root").to_string_lossy().replace('\\', "/");
        let mut names = relative.trim_start_matches("crates/").splitn(3, '/');
        let (folder, file_name) = (names.next().unwrap_or_default(), names.nth(1).unwrap_or_default());
        if rule.contains(&format!("`{folder}`")) || rule.contains(&format!("`{file_name}`")) {
            continue;
        }
        for (number, line) in read(&file).lines().enumerate() {
            let mut words = code(line).split(|c: char| !c.is_alphanumeric() && c != '_');
            assert!(words.all(|found| found != word), "{relative}:{}: {line}", number + 1);
        }
    }
}

#[test]
fn no_library_prints() {
    for name in [
        "snnc-lang",
        "snnc-ir",
        "snnc-jit",
        "snnc",
        "snnc-lsp",
        "snnc-results",
        "snnc-stats",
        "snnc-plot",
        "snnc-report",
        "snnc-sweep",
    ] {
        for file in files(&path(&format!("crates/{name}/src")), "rs") {
            let text = read(&file);
            for (number, line) in text.lines().enumerate() {
                let prints = ["println!", "eprintln!", "print!(", "eprint!(", "dbg!"].iter().any(|p| {
                    let mut words = code(line).match_indices(p);
                    words.any(|(at, _)| at == 0 || !line.as_bytes()[at - 1].is_ascii_alphanumeric())
                });
                assert!(!prints, "{}:{}: {line}", file.display(), number + 1);
            }
        }
    }
}

#[test]
fn files_are_short() {
    let long: Vec<_> = (sources().into_iter())
        .map(|file| (read(&file).lines().count(), file))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .collect();
    assert!(long.is_empty(), "longer than {MOST_LINES} lines: {long:?}");
}

/// The commands in the fenced `sh` blocks below the heading `## Set-up`.
fn set_up() -> Vec<String> {
    let readme = read(&path("README.md"));
    let section = readme.split("\n## Set-up\n").nth(1).expect("README.md has a section `Set-up`");
    let section = section.split("\n## ").next().unwrap_or_default();
    let blocks = section.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default());
    blocks.flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty()).map(String::from).collect()
}

#[test]
fn set_up_is_two_commands_and_the_checks_run_the_same_tests() {
    let commands = set_up();
    assert_eq!(commands.len(), 2, "{commands:?}");
    assert!(commands[0].starts_with("cargo run --release"), "{commands:?}");
    let test = &commands[1];
    assert!(test.starts_with("cargo test"), "{commands:?}");
    let checks = read(&path(".ci/run"));
    let same =
        checks.lines().any(|line| line.trim().strip_suffix(" --locked").unwrap_or(line.trim()) == test);
    assert!(same, "`.ci/run` does not run `{test}`");
}

#[test]
fn models_named_in_the_read_me_exist() {
    let readme = read(&path("README.md"));
    let words = readme.split(|c: char| c.is_whitespace() || "`()[],;".contains(c));
    let is_model =
        |word: &&str| word.strip_prefix("models/").is_some_and(|name| name.strip_suffix(".eqs").is_some());
    let named: BTreeSet<_> = words.filter(is_model).collect();
    assert!(!named.is_empty());
    for model in named {
        assert!(path(model).is_file(), "README.md names `{model}`");
    }
}
