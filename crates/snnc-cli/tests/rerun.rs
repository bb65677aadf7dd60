//! `snnc rerun`: a run is repeated from what its results say of it.

mod support;

use support::{MODEL, Place};

#[test]
fn a_run_is_repeated_bit_for_bit_without_its_files() {
    let place = Place::new();
    std::fs::create_dir(place.path("library")).expect("a folder");
    place.write("library/cells.eqs", "model Cell(tau = 10 ms) {\n    dv/dt = (drive - v)/tau + sigma*xi : volt\n    drive : volt (constant)\n    threshold: v > 10 mV\n    reset: v = 0 mV\n}\n");
    place.write("drives.csv", "drive\n12\n15\n20\n");
    place.write(
        "model.eqs",
        "import \"library/cells.eqs\"\nsigma = 1 mV*ms**-0.5\nd = load(\"drives.csv\", \"drive\") mV\n\
         neurons cells[3] is Cell { init: drive = d[i] }\n\
         synapses all: cells -> cells { w : volt; connect: i != j; on_pre: v += w; delay: 1 ms; init: w = rand()*mV }\n\
         monitor spikes of cells\nmonitor v of cells\nrun 1 s\n",
    );
    let set = [
        "--set",
        "sigma=2*mV*ms**-0.5",
        "--seed",
        "7",
        "--duration",
        "50ms",
        "--connectivity",
        "--precision",
        "f32",
    ];
    let arguments = [&["run", "model.eqs", "--out", "out"][..], &set].concat();
    place.snnc(&arguments).succeeds();
    std::fs::rename(place.path("library"), place.path("elsewhere")).expect("renamed");
    std::fs::remove_file(place.path("model.eqs")).expect("removed");

    let said = place.snnc(&["rerun", "out"]);
    assert_eq!(
        (said.code, said.out.contains("bit-identical: ")),
        (Some(0), true),
        "{}{}",
        said.out,
        said.err
    );
    assert!(said.out.contains("in 3 archives"), "{}", said.out);
    let said = place.snnc(&["rerun", "out", "--backend", "interpreter", "--out", "kept", "--quiet"]);
    assert_eq!((said.code, &*said.out), (Some(0), ""), "{}", said.err);
    // What was repeated can be repeated.
    place.snnc(&["rerun", "kept"]).succeeds();

    place.write("drives.csv", "drive\n12\n15\n21\n");
    place.snnc(&["rerun", "out"]).fails(2, &["drives.csv", "is not what it was"]);
}

#[test]
fn differences_are_told_with_the_first_value() {
    let place = Place::new();
    place.run_text(MODEL, &["--out", "out"]).succeeds();
    place.snnc(&["run", "model.eqs", "--out", "other", "--set", "tau=9 ms", "-q"]).succeeds();
    // The description of one with the values of the other.
    std::fs::copy(place.path("other/cells_states.npz"), place.path("out/cells_states.npz")).expect("copied");
    std::fs::remove_file(place.path("out/tally.npz")).expect("removed");
    let said = place.snnc(&["rerun", "out"]);
    assert_eq!(said.code, Some(2), "an archive is missing: {}{}", said.out, said.err);
    std::fs::copy(place.path("other/tally.npz"), place.path("out/tally.npz")).expect("copied");
    let said = place.snnc(&["rerun", "out"]);
    assert_eq!(said.code, Some(1), "{}{}", said.out, said.err);
    assert!(said.out.contains("not bit-identical") && said.out.contains("cells_states: v: "), "{}", said.out);
}

#[test]
fn what_cannot_be_repeated_is_refused() {
    let place = Place::new();
    place.snnc(&["rerun", "nowhere"]).fails(2, &["nowhere", "run.json"]);
    place.write("run.json", "{}");
    place.snnc(&["rerun", "."]).fails(2, &["run.json"]);
    let text = "neurons a[2] { v : 1 }\nmonitor v of a\nrun 1 ms\n";
    place.run_text(text, &["--out", "out"]).succeeds();
    place.snnc(&["rerun", "out", "--out", "./out"]).fails(2, &["--out ./out", "compared with"]);
    let path = place.path("out/run.json");
    let run = std::fs::read_to_string(&path).expect("run.json");
    std::fs::write(&path, run.replace("\"interrupted\": false", "\"interrupted\": true")).expect("written");
    place.snnc(&["rerun", "out"]).fails(2, &["interrupted", "no whole run"]);
}

#[test]
fn what_is_linked_is_saved_by_its_own_name_alone() {
    let place = Place::new();
    let text = "neurons d[1] { p : 1\ninit: p = 7 }\n\
                neurons cells[2] { x : 1\ngain = d.p : 1 (linked)\ninit: x = 3 }\n\
                synapses s: cells -> cells { w : 1; connect: all; init: w = 0.5 }\n\
                monitor x of cells\nrun 1 ms\nsave cells as \"end\"\n";
    place.run_text(text, &["--out", "out", "--connectivity"]).succeeds();
    let run = std::fs::read_to_string(place.path("out/run.json")).expect("run.json");
    let run: serde_json::Value = serde_json::from_str(&run).expect("JSON");
    let arrays: Vec<_> = run["saved"]["end"]["arrays"].as_object().expect("arrays").keys().cloned().collect();
    assert_eq!(arrays, ["gain", "x"]);
    place.snnc(&["rerun", "out"]).succeeds();
}
