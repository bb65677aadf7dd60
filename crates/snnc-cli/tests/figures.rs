//! The commands in docs/figures make the figures there. With `UPDATE_FIGURES=1` those in the folder are made again.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use support::Place;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn page() -> String {
    std::fs::read_to_string(root().join("docs/figures/README.md")).expect("the page of figures")
}

/// The arguments of all commands in the page, without the name of the program.
fn commands(page: &str) -> Vec<Vec<&str>> {
    let mut inside = false;
    let mut commands = vec![];
    for line in page.lines() {
        match line.trim_end() {
            "```sh" => inside = true,
            "```" => inside = false,
            command if inside => {
                let arguments = command.strip_prefix("snnc ").expect("a command of snnc");
                commands.push(arguments.split_whitespace().collect());
            }
            _ => {}
        }
    }
    commands
}

fn is_figure(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "svg")
}

/// Copies all models below a folder.
fn copy_models(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a writable folder");
    for entry in from.read_dir().expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_models(&path, &target);
        } else if path.extension().is_some_and(|ending| ending == "eqs") {
            std::fs::copy(&path, &target).expect("a copy");
        }
    }
}

#[test]
fn commands_make_the_figures_that_are_shown() {
    let page = page();
    let place = Place::new();
    for folder in ["models", "docs/figures"] {
        copy_models(&root().join(folder), &place.path(folder));
    }
    let mut made = BTreeSet::new();
    for arguments in commands(&page) {
        let said = place.snnc(&arguments);
        assert_eq!(said.code, Some(0), "snnc {}\n{}", arguments.join(" "), said.err);
        made.extend(arguments.iter().filter(|argument| is_figure(argument)).map(|name| (*name).to_string()));
    }
    for name in &made {
        let drawn = std::fs::read_to_string(place.path(name)).expect("a figure");
        assert!(drawn.starts_with("<svg") && drawn.contains("<desc"), "{name}");
        let path = root().join(name);
        if std::env::var_os("UPDATE_FIGURES").is_some() {
            std::fs::write(&path, &drawn).expect("a writable folder");
        }
        assert!(path.is_file(), "{name} is not there: run this test with UPDATE_FIGURES=1");
    }
    let shown: BTreeSet<String> = page
        .split("](")
        .filter_map(|rest| rest.split_once(')'))
        .filter(|(target, _)| is_figure(target))
        .map(|(target, _)| format!("docs/figures/{target}"))
        .collect();
    assert_eq!(made, shown, "each figure is shown, and no other");
}
