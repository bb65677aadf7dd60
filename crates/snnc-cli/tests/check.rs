//! `snnc check`: what is looked at, what the formats say, and the exit codes.

mod support;

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use support::schema::Schema;
use support::{MODEL, Place};

const WRONG: &str = "tau = 10 ms\nx = tua\nneurons g[3] { v : 1 }\n";
const DOUBTFUL: &str =
    "neurons g[3] { dv/dt = -v/(10 ms) : 1; threshold: v > 1 }\nmonitor v of g\nrun 1 ms\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The document, which is as a schema says.
#[track_caller]
fn valid(schema: &Path, text: &str) -> Value {
    let text_of_schema = std::fs::read_to_string(schema).expect("a schema");
    let schema: Value = serde_json::from_str(&text_of_schema).expect("JSON");
    let document: Value = serde_json::from_str(text).expect("JSON");
    let wrong = Schema(&schema).wrong(&document);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    document
}

/// The wrong models, in a place that may be written to.
fn wrong_models() -> Place {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).expect("a folder");
        for entry in from.read_dir().expect("the wrong models") {
            let path = entry.expect("an entry").path();
            let to = to.join(path.file_name().expect("a name"));
            if path.is_dir() {
                copy(&path, &to);
            } else if path.extension().is_some_and(|extension| extension != "snap") {
                std::fs::copy(&path, to).expect("a copy");
            }
        }
    }
    let place = Place::new();
    copy(&root().join("tests/models/wrong"), &place.path("wrong"));
    place
}

#[test]
fn json_of_all_wrong_models_is_as_its_schema_says() {
    let place = wrong_models();
    std::fs::create_dir(place.path("empty")).expect("a folder");
    let said = place.snnc(&["check", "--format", "json", "wrong", "empty", "missing.eqs"]);
    assert_eq!(said.code, Some(2));
    let schema = root().join("docs/schema/check.schema.json");
    let document = valid(&schema, &said.out);
    let found = document["diagnostics"].as_array().expect("a list");
    assert!(found.len() > 500, "{} findings", found.len());
    let unreadable: Vec<_> =
        document["unreadable"].as_array().into_iter().flatten().map(|it| &it["file"]).collect();
    assert_eq!(unreadable, ["empty", "missing.eqs"]);
    for file in ["`empty`", "`missing.eqs`"] {
        assert!(said.err.contains(file), "{}", said.err);
    }
    let safe = found.iter().flat_map(|it| it["fixes"].as_array().into_iter().flatten());
    assert_eq!(safe.map(|fix| fix["safe"].as_bool()).collect::<BTreeSet<_>>().len(), 2);
    // Nothing is told twice.
    let unique: BTreeSet<_> = found.iter().map(ToString::to_string).collect();
    assert_eq!(unique.len(), found.len());
}

#[test]
fn spans_are_of_the_text() {
    let place = Place::new();
    place.write("a.eqs", "µ = 1\nx = \"µ\" + tua\n");
    let said = place.snnc(&["check", "--format", "json", "a.eqs"]);
    let document: Value = serde_json::from_str(&said.out).expect("JSON");
    let found = document["diagnostics"].as_array().expect("a list");
    let tua = found.iter().find(|it| it["code"] == "names::unknown").expect("it is told");
    assert_eq!(tua["span"]["start"], serde_json::json!({ "line": 2, "column": 11, "byte": 18 }));
    assert_eq!(tua["span"]["end"], serde_json::json!({ "line": 2, "column": 14, "byte": 21 }));
}

#[test]
fn sarif_of_all_wrong_models_is_as_the_standard_says() {
    let place = wrong_models();
    let said = place.snnc(&["check", "--format", "sarif", "wrong", "missing.eqs", "--set", "tau=1 +"]);
    assert_eq!(said.code, Some(2));
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sarif-2.1.0.schema.json");
    valid(&schema, &said.out);
    let said = place.snnc(&["check", "--format", "sarif", "wrong"]);
    assert_eq!(said.code, Some(1));
    let document = valid(&schema, &said.out);
    let run = &document["runs"][0];
    let (rules, artifacts) = (&run["tool"]["driver"]["rules"], &run["artifacts"]);
    let mut count = 0;
    for found in run["results"].as_array().expect("a list") {
        let rule = usize::try_from(found["ruleIndex"].as_u64().expect("a number")).expect("small");
        assert_eq!(found["ruleId"], rules[rule]["id"]);
        let place = &found["locations"][0]["physicalLocation"]["artifactLocation"];
        let artifact = usize::try_from(place["index"].as_u64().expect("a number")).expect("small");
        assert_eq!(place["uri"], artifacts[artifact]["location"]["uri"]);
        assert!(place["uri"].as_str().is_some_and(|uri| uri.starts_with("wrong/")), "{place}");
        count += 1;
    }
    assert!(count > 500, "{count} results");
    let mismatch = rules.as_array().into_iter().flatten().find(|rule| rule["id"] == "units::mismatch");
    assert!(mismatch.is_some_and(|rule| rule["help"]["markdown"].as_str().is_some()));
}

#[test]
fn uris_are_relative_and_encoded() {
    let place = Place::new();
    std::fs::create_dir(place.path("ein Ordner")).expect("a folder");
    place.write("ein Ordner/µ.eqs", WRONG);
    let folder = place.root().join("ein Ordner");
    for name in ["./ein Ordner", &folder.display().to_string()] {
        let said = place.snnc(&["check", "--format", "sarif", name]);
        let document: Value = serde_json::from_str(&said.out).expect("JSON");
        let location = &document["runs"][0]["artifacts"][0]["location"];
        assert_eq!(location["uri"], "ein%20Ordner/%C2%B5.eqs");
    }
    let said = place.snnc(&["check", "--format", "sarif", "ein Ordner", "--set", "tau=1 mV"]);
    let document: Value = serde_json::from_str(&said.out).expect("JSON");
    let results = document["runs"][0]["results"].as_array().expect("a list");
    let outside: Vec<_> = results.iter().filter(|it| it["locations"].as_array() == Some(&vec![])).collect();
    assert!(
        outside.iter().all(|it| it["message"]["text"].as_str().is_some_and(|t| t.starts_with("--set tau"))),
        "{outside:?}"
    );
}

#[test]
fn short_findings_have_a_line_each() {
    let place = Place::new();
    place.write("wrong.eqs", WRONG);
    place.write("doubtful.eqs", DOUBTFUL);
    let said = place.snnc(&["check", "--format", "short", "wrong.eqs", "doubtful.eqs"]);
    assert_eq!(said.code, Some(1));
    let lines: Vec<_> = said.out.lines().collect();
    assert_eq!(lines[0], "wrong.eqs:2:5: error[names::unknown]: nothing is called `tua`");
    assert!(lines.iter().any(|line| line.starts_with("doubtful.eqs:1:") && line.contains(": warning[")));
    let all = place.snnc(&["check", "--format", "json", "wrong.eqs", "doubtful.eqs"]);
    let all: Value = serde_json::from_str(&all.out).expect("JSON");
    assert_eq!(all["diagnostics"].as_array().map(Vec::len), Some(lines.len()));
}

#[test]
fn warnings_can_be_denied() {
    let place = Place::new();
    place.write("doubtful.eqs", DOUBTFUL);
    place.write("fine.eqs", MODEL);
    assert_eq!(place.snnc(&["check", "doubtful.eqs"]).code, Some(0));
    place.snnc(&["check", "--deny", "warnings", "doubtful.eqs"]).fails(1, &["1 warning"]);
    let said = place.snnc(&["check", "--deny", "warnings", "fine.eqs"]);
    assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (Some(0), "fine.eqs: fine\n", ""));
}

#[test]
fn the_last_line_says_how_many_and_where_to_read_more() {
    let place = Place::new();
    place.write("wrong.eqs", WRONG);
    let said = place.snnc(&["check", "wrong.eqs"]);
    let last = said.err.trim_end().lines().last().unwrap_or_default();
    assert!(last.starts_with("1 error") && last.contains("snnc explain"), "{}", said.err);
    assert!(said.out.is_empty());
}

#[test]
fn the_models_in_folders_are_checked_once() {
    let place = Place::new();
    for folder in ["models", "models/library", "models/.hidden", "models/results"] {
        std::fs::create_dir(place.path(folder)).expect("a folder");
    }
    place.write("models/b.eqs", MODEL);
    place.write("models/a.eqs", "import \"library/cells.eqs\"\n");
    place.write("models/notes.txt", WRONG);
    place.write("models/.hidden/c.eqs", WRONG);
    place.write("models/library/cells.eqs", "tau = 10 ms\nlonger(x) = x*tau\n");
    let said = place.snnc(&["check", "models"]);
    assert_eq!((said.code, said.out.as_str()), (Some(0), "models: 3 model files, fine\n"), "{}", said.err);
    // An error in what several import is told once.
    place.write("models/library/cells.eqs", "tau = 10 ms + 1 mV\nlonger(x) = x*tau\n");
    place.write("models/d.eqs", "import \"library/cells.eqs\"\n");
    let said = place.snnc(&["check", "models", "models/d.eqs", "models/b.eqs"]);
    assert_eq!(said.code, Some(1));
    assert_eq!(said.err.matches("units::mismatch\n").count(), 1, "{}", said.err);
    assert_eq!(said.out, "models/b.eqs: fine\n");
}

#[test]
fn a_folder_without_models_is_told() {
    let place = Place::new();
    std::fs::create_dir(place.path("empty")).expect("a folder");
    place.snnc(&["check", "empty"]).fails(2, &["no model file", "`empty`"]);
}

#[test]
fn the_standard_input_is_a_model_too() {
    let place = Place::new();
    std::fs::create_dir(place.path("library")).expect("a folder");
    place.write("library/cells.eqs", "tau = 10 ms\n");
    let said = place.snnc_given(&["check", "-"], MODEL);
    assert_eq!((said.code, said.out.as_str()), (Some(0), "<stdin>: fine\n"));
    place.snnc_given(&["check", "-"], WRONG).fails(1, &["<stdin>:2:5"]);
    let text = "import \"cells.eqs\"\nx = tau + 1\n";
    let named = ["check", "--format", "short", "--stdin-name", "library/new.eqs", "-"];
    let said = place.snnc_given(&named, text);
    assert!(said.out.starts_with("library/new.eqs:2:"), "{}", said.out);
    place.snnc_given(&["check", "-"], "tau = 1\n\u{0}").fails(1, &["<stdin>"]);
}

#[test]
fn a_setting_is_checked_with_the_model() {
    let place = Place::new();
    place.write("model.eqs", MODEL);
    assert_eq!(place.snnc(&["check", "model.eqs", "--set", "tau=5 ms"]).code, Some(0));
    place.snnc(&["check", "model.eqs", "--set", "tau=5 mV"]).fails(1, &["--set tau", "a voltage"]);
    place.snnc(&["check", "model.eqs", "--set", "tau"]).fails(2, &["NAME=VALUE"]);
}

#[test]
fn a_thousand_errors_are_told_at_once_and_in_part() {
    let place = Place::new();
    let text: String = (0..1000).map(|k| format!("x{k} = unknown{k} + 1 mV\n")).collect();
    place.write("big.eqs", format!("N = 3\n{text}neurons cells[N] {{ v : 1 }}\n"));
    let started = Instant::now();
    let said = place.snnc(&["check", "big.eqs"]);
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    assert_eq!(said.code, Some(1));
    assert_eq!(said.err.matches("big.eqs:").count(), 100);
    for words in ["more of big.eqs", "1000 errors"] {
        assert!(said.err.contains(words), "{words}");
    }
    let short = place.snnc(&["check", "--format", "short", "big.eqs"]).out;
    assert!(short.lines().filter(|line| line.contains(": error[")).count() == 1000);
}
