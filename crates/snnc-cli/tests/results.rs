//! What a run leaves on disk (section 10 of the language page), and what `check --format json` says (section 11).

mod support;

use ndarray_npy::{NpzReader, ReadableElement};
use serde_json::{Value, json};
use std::fs::File;
use support::{MODEL, Place};

fn description(place: &Place, folder: &str) -> Value {
    let text = std::fs::read_to_string(place.path(folder).join("run.json")).expect("run.json");
    serde_json::from_str(&text).expect("JSON")
}

fn archive(place: &Place, name: &str) -> NpzReader<File> {
    NpzReader::new(File::open(place.path(name)).expect(name)).expect(name)
}

fn array<T: ReadableElement>(archive: &mut NpzReader<File>, name: &str) -> (Vec<usize>, Vec<T>) {
    let array: ndarray::ArrayD<T> = archive
        .by_name::<ndarray::OwnedRepr<T>, ndarray::IxDyn>(name)
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    (array.shape().to_vec(), array.into_iter().collect())
}

fn arrays_of(place: &Place, name: &str) -> Vec<String> {
    let names = archive(place, name).names().expect(name);
    let mut names: Vec<_> = names.iter().map(|n| n.trim_end_matches(".npy").to_string()).collect();
    names.sort();
    names
}

#[test]
fn archives_hold_what_the_language_page_says() {
    let place = Place::new();
    place.run_text(MODEL, &["--out", "out"]).succeeds();

    assert_eq!(arrays_of(&place, "out/cells_spikes.npz"), ["i", "t"]);
    let mut spikes = archive(&place, "out/cells_spikes.npz");
    let (shape, i) = array::<i32>(&mut spikes, "i");
    let (_, t) = array::<f64>(&mut spikes, "t");
    assert!(i.len() > 8 && shape == [i.len()] && t.len() == i.len());
    assert!(t.is_sorted() && t.iter().all(|t| (0.0..0.03).contains(t)));
    assert!(i.iter().all(|i| (0..4).contains(i)));

    assert_eq!(arrays_of(&place, "out/values.npz"), ["i", "t", "v"]);
    let (_, v) = array::<f64>(&mut archive(&place, "out/values.npz"), "v");
    assert!(v.len() == i.len() && v.iter().all(|v| *v > 10e-3), "values before the reset");

    assert_eq!(arrays_of(&place, "out/cells_states.npz"), ["i", "t", "v", "w"]);
    let mut states = archive(&place, "out/cells_states.npz");
    assert_eq!(array::<i32>(&mut states, "i"), (vec![2], vec![1, 3]));
    let (_, t) = array::<f64>(&mut states, "t");
    assert!(t.len() == 300 && t[0] == 0.0 && (t[299] - 0.0299).abs() < 1e-12);
    let (shape, v) = array::<f64>(&mut states, "v");
    assert_eq!(shape, [2, 300]);
    assert_eq!((v[0], v[300]), (1e-3, 3e-3), "the first sample of each cell, in SI");

    assert_eq!(arrays_of(&place, "out/cells_rate.npz"), ["rate", "t"]);
    let mut rate = archive(&place, "out/cells_rate.npz");
    let (_, rates) = array::<f64>(&mut rate, "rate");
    assert_eq!(rates.len(), 300);
    let total: f64 = rates.iter().map(|r| r * 1e-4 * 4.0).sum();
    assert!((total - i.len() as f64).abs() < 1e-9);

    let mut tally = archive(&place, "out/tally.npz");
    assert_eq!(array::<i32>(&mut tally, "i").1, [0, 1, 2, 3]);
    let (_, counts) = array::<i64>(&mut tally, "count");
    assert_eq!(counts.iter().sum::<i64>(), i.len() as i64);

    let mut synapses = archive(&place, "out/ring_states.npz");
    assert_eq!(array::<i32>(&mut synapses, "i").1, [0, 1, 2, 3]);
    assert_eq!(array::<f64>(&mut synapses, "s").0, [4, 300]);
}

#[test]
fn the_description_says_what_was_run() {
    let place = Place::new();
    place.run_text(MODEL, &["--out", "out", "--seed", "17", "--set", "tau=8 ms"]).succeeds();
    let run = description(&place, "out");
    assert_eq!(run["model"]["file"], "model.eqs");
    let sha256 = run["model"]["sha256"].as_str().expect("a hash");
    assert!(sha256.len() == 64 && sha256.chars().all(|c| c.is_ascii_hexdigit()));
    assert_eq!(run["snnc"], env!("CARGO_PKG_VERSION"));
    assert_eq!((&run["seed"], &run["dt"], &run["interrupted"]), (&json!(17), &json!(1e-4), &json!(false)));
    assert!((run["duration"].as_f64().expect("a number") - 0.03).abs() < 1e-12);
    assert_eq!(run["constants"]["tau"], json!({ "value": 8e-3, "unit": "s" }));
    assert_eq!(run["groups"]["cells"]["size"], 4);
    assert!(run["groups"]["cells"]["spikes"].as_u64().is_some_and(|n| n > 8));
    assert_eq!(run["synapses"]["ring"]["count"], 4);
    for phase in ["parse", "check", "compile", "build", "run"] {
        let seconds = run["timings"][phase].as_f64().expect(phase);
        assert!(seconds > 0.0 && seconds < 60.0, "{phase}: {seconds}");
    }
    let units = [
        ("cells_spikes", "i", "1"),
        ("cells_spikes", "t", "s"),
        ("cells_states", "v", "V"),
        ("cells_states", "w", "1"),
        ("cells_rate", "rate", "Hz"),
        ("values", "v", "V"),
        ("tally", "count", "1"),
        ("ring_states", "s", "V"),
    ];
    for (monitor, array, unit) in units {
        assert_eq!(run["monitors"][monitor]["arrays"][array]["unit"], unit, "{monitor}.{array}");
        let file = run["monitors"][monitor]["file"].as_str().expect("a file");
        assert!(arrays_of(&place, &format!("out/{file}")).contains(&array.to_string()));
    }
    assert_eq!(run["monitors"]["cells_states"]["arrays"]["v"]["shown"]["unit"], "mV");
    assert_eq!(run["monitors"]["values"]["arrays"]["v"]["shown"]["unit"], "mV");
    let runs = run["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), 2);
    assert_eq!(runs[0]["recorded"]["cells_states"], json!([0, 200]));
    assert_eq!(runs[1]["recorded"]["cells_states"], json!([200, 300]));
    // A monitor of counts had counted so many spikes before the run and after it.
    assert_eq!(runs[0]["recorded"]["tally"][0], 0);
    assert_eq!(runs[0]["recorded"]["tally"][1], runs[1]["recorded"]["tally"][0]);
    assert!(runs[1]["recorded"]["tally"][1].as_u64() > runs[0]["recorded"]["tally"][1].as_u64());
    assert!((runs[1]["start"].as_f64().expect("a start") - 0.02).abs() < 1e-12);
}

#[test]
fn results_go_to_a_folder_of_the_models_name() {
    let place = Place::new();
    let said = place.run_text(MODEL, &[]);
    said.succeeds();
    assert!(place.path("results/model/run.json").is_file());
    assert!(said.out.contains("results/model"), "{}", said.out);
    let quiet = place.snnc(&["run", "model.eqs", "--quiet"]);
    quiet.succeeds();
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
}

#[test]
fn an_older_run_is_replaced_whole() {
    let place = Place::new();
    place.run_text(MODEL, &["--out", "out", "--seed", "1"]).succeeds();
    let shorter = MODEL.replace("monitor rate of cells\n", "");
    place.run_text(&shorter, &["--out", "out", "--seed", "2"]).succeeds();
    assert_eq!(description(&place, "out")["seed"], 2);
    assert!(!place.path("out/cells_rate.npz").exists(), "nothing of the older run is left");
    // A run that fails leaves the older one as it is.
    place.run_text("neurons cells[1] { v : vlot }\nrun 1 ms\n", &["--out", "out"]).fails(1, &[]);
    assert_eq!(description(&place, "out")["seed"], 2);
    assert_eq!(place.content(), ["model.eqs", "out"]);
}

#[test]
fn a_seed_on_the_command_line_is_as_good_as_in_the_file() {
    let place = Place::new();
    let noisy =
        MODEL.replace("/tau : mV", "/tau + 1 mV*xi/sqrt(tau) : mV").replace("method: exact", "method: euler");
    place.run_text(&noisy, &["--out", "given", "--seed", "5"]).succeeds();
    place.run_text(&noisy, &["--out", "default"]).succeeds();
    place.run_text(format!("{noisy}seed = 5\n"), &["--out", "written"]).succeeds();
    let read =
        |folder: &str| std::fs::read(place.path(&format!("{folder}/cells_states.npz"))).expect("an archive");
    assert_eq!(read("given"), read("written"));
    assert_ne!(read("given"), read("default"));
}

#[test]
fn backends_write_the_same_archives() {
    let place = Place::new();
    for backend in ["interpreter", "cranelift", "auto"] {
        place.run_text(MODEL, &["--out", backend, "--backend", backend]).succeeds();
    }
    for name in ["cells_spikes", "cells_states", "cells_rate", "tally", "values", "ring_states"] {
        let read = |folder: &str| std::fs::read(place.path(&format!("{folder}/{name}.npz"))).expect(name);
        assert_eq!(read("interpreter"), read("cranelift"), "{name}");
        assert_eq!(read("interpreter"), read("auto"), "{name}");
    }
}

mod diagnostics_as_json {
    use super::*;

    fn check(text: &str) -> (Option<i32>, Vec<Value>) {
        let place = Place::new();
        place.write("model.eqs", text);
        let said = place.snnc(&["check", "model.eqs", "--format", "json"]);
        let mut document: Value = serde_json::from_str(&said.out).expect("one JSON object");
        let object = document.as_object_mut().expect("an object");
        assert_eq!(object.len(), 1);
        let Some(Value::Array(found)) = object.remove("diagnostics") else { panic!("no diagnostics") };
        (said.code, found)
    }

    fn assert_place(place: &Value, text: &str) {
        for end in ["start", "end"] {
            let number =
                |key: &str| place[end][key].as_u64().unwrap_or_else(|| panic!("{key} of {place}")) as usize;
            let before = &text[..number("byte")];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            assert_eq!((number("line"), number("column")), (line, column), "{place}");
        }
    }

    #[test]
    fn a_fine_model_has_none() {
        assert_eq!(check(MODEL), (Some(0), vec![]));
    }

    #[test]
    fn each_has_all_fields() {
        let text = "τ = 10 ms\nneurons cells[2] {\n    dv/dt = (1 mV - v + 3 pA)/τ : volt  # ä\n    x = unknown_name : 1\n}\nrun 1 ms\n";
        let (code, found) = check(text);
        assert_eq!(code, Some(1));
        assert!(
            found.iter().any(|d| d["code"].as_str().is_some_and(|c| c.starts_with("units::"))),
            "{found:?}"
        );
        assert!(found.iter().any(|d| d["code"] == "names::unknown"));
        for diagnostic in &found {
            let keys: Vec<_> = diagnostic.as_object().expect("an object").keys().collect();
            for key in ["code", "severity", "message", "file", "span", "labels", "help", "fixes"] {
                assert!(keys.iter().any(|k| *k == key), "no `{key}` in {diagnostic}");
            }
            assert_eq!(diagnostic["file"], "model.eqs");
            assert!(matches!(diagnostic["severity"].as_str(), Some("error" | "warning" | "info")));
            assert!(diagnostic["message"].as_str().is_some_and(|m| !m.is_empty()));
            assert_place(&diagnostic["span"], text);
            for label in diagnostic["labels"].as_array().expect("labels") {
                assert_place(&label["span"], text);
                assert!(label["text"].is_string());
            }
            assert!(diagnostic["help"].as_array().expect("help").iter().all(Value::is_string));
            for fix in diagnostic["fixes"].as_array().expect("fixes") {
                assert!(fix["title"].is_string());
                for edit in fix["edits"].as_array().expect("edits") {
                    assert_place(&edit["span"], text);
                    assert!(edit["replacement"].is_string());
                }
            }
        }
    }

    #[test]
    fn a_span_covers_the_text() {
        let text = "neurons cells[2] { dv/dt = -v/tau_µ : 1 }\nrun 1 ms\n";
        let (_, found) = check(text);
        assert_eq!(found.len(), 1, "{found:?}");
        let byte = |end: &str| found[0]["span"][end]["byte"].as_u64().expect("a byte") as usize;
        assert_eq!(&text[byte("start")..byte("end")], "tau_µ");
    }

    #[test]
    fn warnings_are_no_failure() {
        let (code, found) = check("unused = 3\nneurons cells[2] { v : 1 }\nrun 1 ms\n");
        assert_eq!(code, Some(0));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0]["severity"], "warning");
    }
}

#[test]
fn saved_archives_belong_to_the_run_that_wrote_them() {
    let text = "neurons g[2] { x : 1 }\nrepeat 2 { g.x += i + 1; run 1 ms; save g as \"values\" }";
    let place = Place::new();
    for _ in 0..2 {
        place.run_text(text, &["--out", "out"]).succeeds();
    }
    let saved = &description(&place, "out")["saved"];
    assert_eq!(saved["values"]["file"], "values.npz");
    assert_eq!(saved["values_1"]["time"], 0.002);
    let (_, first) = array::<f64>(&mut archive(&place, "out/values.npz"), "x");
    let (_, second) = array::<f64>(&mut archive(&place, "out/values_1.npz"), "x");
    assert_eq!((first, second), (vec![1.0, 2.0], vec![2.0, 4.0]));
}
