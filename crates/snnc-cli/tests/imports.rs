//! Models of several files: which file is named, what replaces their constants, and what is said of them in `run.json`.

mod support;

use serde_json::Value;
use support::Place;

const CELLS: &str = "\
tau = 10 ms
model LIF(VT) {
    dv/dt = (20 mV - v)/tau : volt
    threshold: v > VT
    reset: v = 0
}
";

const MODEL: &str = "\
import \"library/cells.eqs\"
neurons cells[2] is LIF(VT = 10 mV)
monitor spikes of cells
run 20 ms
";

fn place(cells: &str) -> Place {
    let place = Place::new();
    std::fs::create_dir(place.path("library")).expect("a folder");
    place.write("library/cells.eqs", cells);
    place.write("model.eqs", MODEL);
    place
}

fn description(place: &Place, folder: &str) -> Value {
    let text = std::fs::read_to_string(place.path(folder).join("run.json")).expect("run.json");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn a_constant_of_an_imported_file_can_be_replaced() {
    let place = place(CELLS);
    place.snnc(&["run", "model.eqs", "--out", "slow"]).succeeds();
    place.snnc(&["run", "model.eqs", "--set", "tau=5 ms", "--out", "fast"]).succeeds();
    let spikes = |folder: &str| description(&place, folder)["groups"]["cells"]["spikes"].as_u64();
    assert!(spikes("fast") > spikes("slow"));
    let slow = description(&place, "slow");
    assert_eq!(slow["constants"]["cells.VT"]["value"], 0.01);
    assert_eq!(slow["model"]["file"], "model.eqs");
    assert_eq!(slow["model"]["imports"][0]["file"], "library/cells.eqs");
    assert_eq!(slow["model"]["imports"][0]["sha256"].as_str().map(str::len), Some(64));
}

#[test]
fn paths_do_not_depend_on_where_snnc_runs() {
    let place = place(CELLS);
    std::fs::create_dir(place.path("elsewhere")).expect("a folder");
    place.write("elsewhere/model.eqs", MODEL.replace("library", "../library"));
    place.snnc(&["run", "elsewhere/model.eqs", "--out", "out"]).succeeds();
    assert_eq!(description(&place, "out")["model"]["imports"][0]["file"], "../library/cells.eqs");
}

#[test]
fn json_names_the_file_of_each_finding() {
    let place = place(&CELLS.replace("tau = 10 ms", "tau = 10 ms + 1 mV"));
    let said = place.snnc(&["check", "--format", "json", "model.eqs"]);
    assert_eq!(said.code, Some(1));
    let found: Value = serde_json::from_str(&said.out).expect("JSON");
    let first = &found["diagnostics"][0];
    assert_eq!(
        (first["code"].as_str(), first["file"].as_str()),
        (Some("units::mismatch"), Some("library/cells.eqs"))
    );
    assert_eq!(first["span"]["start"]["line"], 1);
    assert_eq!(found["diagnostics"].as_array().map(Vec::len), Some(1), "{found:#}");
}

#[test]
fn a_missing_file_is_told_at_its_import() {
    let place = Place::new();
    place.run_text(MODEL, &[]).fails(1, &["imports::unreadable", "no such file", "model.eqs:1:8"]);
    assert_eq!(place.content(), ["model.eqs"]);
}
