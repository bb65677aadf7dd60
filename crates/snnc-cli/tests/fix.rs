//! `snnc check --fix`: what is mended, what is left alone, and that nothing gets worse.

mod support;

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use support::{MODEL, Place};

const SLIPS: &str = "\
// the squared difference, and more
tau = 10 ms
square(x) = x^2^3
neurons g[3] {
    dv/dt = -v/tau : 1
    threshold: v > 1 && v < 3 || v >= 1_000
    reset: v = 0
}
run 1 ms
";

/// What `SLIPS` means.
const MEANT: &str = "\
# the squared difference, and more
tau = 10 ms
square(x) = x**2**3
neurons g[3] {
    dv/dt = -v/tau : 1
    threshold: v > 1 and v < 3 or v >= 1000
    reset: v = 0
}
run 1 ms
";

fn read(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path(name)).expect("a readable file")
}

fn json(place: &Place, arguments: &[&str]) -> Value {
    let said = place.snnc(&[&["check", "--format", "json"], arguments].concat());
    serde_json::from_str(&said.out).expect("JSON")
}

#[test]
fn slips_are_mended_in_place() {
    let place = Place::new();
    place.write("model.eqs", SLIPS);
    let before = place.snnc(&["check", "model.eqs"]);
    before.fails(1, &["`snnc check --fix` mends"]);
    let said = place.snnc(&["check", "--fix", "model.eqs"]);
    assert_eq!(read(&place, "model.eqs"), MEANT, "{}", said.err);
    assert!(said.err.contains("mended model.eqs:3:14: Write `**` [syntax::power-operator]"), "{}", said.err);
    assert_eq!(place.content(), ["model.eqs"]);
    // Nothing is left to do.
    let again = place.snnc(&["check", "--fix", "model.eqs"]);
    assert_eq!((read(&place, "model.eqs").as_str(), again.err.contains("mended")), (MEANT, false));
}

#[test]
fn what_was_mended_is_told_to_programs_too() {
    let place = Place::new();
    place.write("model.eqs", SLIPS);
    let document = json(&place, &["--fix", "model.eqs"]);
    let mended = document["mended"].as_array().expect("a list");
    assert!(mended.len() >= 5, "{document:#}");
    assert!(mended.iter().all(|it| it["file"] == "model.eqs"));
    assert!(json(&place, &["model.eqs"]).get("mended").is_none());
}

#[test]
fn a_diff_changes_nothing() {
    let place = Place::new();
    place.write("model.eqs", SLIPS);
    let said = place.snnc(&["check", "--diff", "model.eqs"]);
    assert_eq!(said.code, Some(1));
    for line in
        ["--- model.eqs", "+++ model.eqs", "-square(x) = x^2^3", "+square(x) = x**2**3", " tau = 10 ms"]
    {
        assert!(said.out.lines().any(|it| it == line), "{line} is not in\n{}", said.out);
    }
    assert_eq!(read(&place, "model.eqs"), SLIPS);
    place.snnc(&["check", "--diff", "--fix", "model.eqs"]).fails(2, &["--diff"]);
    place.write("fine.eqs", MODEL);
    let said = place.snnc(&["check", "--diff", "fine.eqs"]);
    assert_eq!((said.code, said.out.as_str()), (Some(0), ""));
}

#[test]
fn the_standard_input_is_mended_to_the_standard_output() {
    let place = Place::new();
    let said = place.snnc_given(&["check", "--fix", "-"], SLIPS);
    assert_eq!(said.out, MEANT, "{}", said.err);
    assert!(place.content().is_empty());
    place.snnc_given(&["check", "--fix", "--format", "json", "-"], SLIPS).fails(2, &["--format"]);
}

#[test]
fn only_what_is_named_is_changed() {
    let place = Place::new();
    std::fs::create_dir(place.path("library")).expect("a folder");
    place.write("library/functions.eqs", "square(x) = x^2\n");
    let model =
        "import \"library/functions.eqs\"\ncube(x) = x^3\nneurons g[1] { v = square(2) + cube(2) : 1 }\n";
    place.write("model.eqs", model);
    place.snnc(&["check", "--fix", "model.eqs"]).fails(1, &["library/functions.eqs:1:14"]);
    assert_eq!(read(&place, "model.eqs"), model.replace('^', "**"));
    assert_eq!(read(&place, "library/functions.eqs"), "square(x) = x^2\n");
    // The file is the same, whichever way it is named.
    let said = place.snnc(&["check", "--fix", ".", "./library/../library/functions.eqs"]);
    assert_eq!(read(&place, "library/functions.eqs"), "square(x) = x**2\n", "{}", said.err);
    assert_eq!(said.err.matches("mended").count(), 1, "{}", said.err);
}

#[cfg(unix)]
#[test]
fn files_keep_their_rights_and_links() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let file = place.write("model.eqs", SLIPS);
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).expect("it is ours");
    std::os::unix::fs::symlink("model.eqs", place.path("link.eqs")).expect("a link");
    place.snnc(&["check", "--fix", "link.eqs"]);
    assert_eq!(read(&place, "model.eqs"), MEANT);
    assert_eq!(std::fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o640);
    assert!(place.path("link.eqs").is_symlink());
    // A file that may not be written to is not replaced either.
    place.write("model.eqs", SLIPS);
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o440)).expect("it is ours");
    place.snnc(&["check", "--fix", "model.eqs"]).fails(2, &["read-only"]);
    assert_eq!(read(&place, "model.eqs"), SLIPS);
}

/// All wrong models, with the files beside them.
fn copy(from: &Path, to: &Path, models: &mut Vec<PathBuf>) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in from.read_dir().expect("the wrong models") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &to, models);
        } else if path.extension().is_some_and(|extension| extension != "snap") {
            std::fs::copy(&path, &to).expect("a copy");
            if path.extension().is_some_and(|extension| extension == "eqs") {
                models.push(to);
            }
        }
    }
}

/// The errors of each file.
fn errors(document: &Value) -> BTreeMap<String, usize> {
    let mut errors = BTreeMap::new();
    for found in document["diagnostics"].as_array().into_iter().flatten() {
        if found["severity"] == "error" {
            *errors.entry(found["file"].to_string()).or_default() += 1;
        }
    }
    errors
}

#[test]
fn no_wrong_model_gets_worse() {
    let place = Place::new();
    let mut models = vec![];
    let wrong = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/models/wrong");
    copy(&wrong, &place.path("wrong"), &mut models);
    let before = json(&place, &["wrong"]);
    let mended = json(&place, &["--fix", "wrong"]);
    assert!(mended["mended"].as_array().is_some_and(|made| made.len() > 5), "{:#}", mended["mended"]);
    let (before, after) = (errors(&before), errors(&mended));
    assert!(after.values().sum::<usize>() < before.values().sum(), "something was mended");
    for (file, count) in &after {
        assert!(Some(count) <= before.get(file), "{file}: {count} errors, {:?} before", before.get(file));
    }
    let texts: Vec<_> = models.iter().map(|model| std::fs::read(model).expect("readable")).collect();
    let again = json(&place, &["--fix", "wrong"]);
    assert_eq!(again["mended"].as_array().map(Vec::len), Some(0), "{:#}", again["mended"]);
    for (model, text) in models.iter().zip(texts) {
        assert!(std::fs::read(model).expect("readable") == text, "{} changed again", model.display());
    }
}
