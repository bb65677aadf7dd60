//! Arrays from files and from the command line, and indices that turn out to lie outside of them.

mod support;

use ndarray::{Array2, array};
use ndarray_npy::{NpzReader, NpzWriter, WriteNpyExt};
use std::fs::File;
use support::Place;

/// The trace of a monitor's archive.
fn trace(place: &Place, archive: &str, name: &str) -> Array2<f64> {
    let file = File::open(place.path(archive)).expect("the archive is there");
    NpzReader::new(file).expect("an archive").by_name(name).expect("the trace is in it")
}

const DRIFTING: &str = "a = [1, 2, 3]
neurons cells[2] {
    n : integer
    x : 1
    every 1 ms: n += 1
    every 0.1 ms at end: x = a[n - 1 + i]
}
monitor x of cells
run 10 ms
";

#[test]
fn an_index_that_leaves_its_array_ends_the_run_and_keeps_what_was_recorded() {
    for backend in ["cranelift", "interpreter"] {
        let place = Place::new();
        let said = place.run_text(DRIFTING, &["--backend", backend, "--out", "out"]);
        said.fails(
            1,
            &["arrays::index-out-of-range", "the index 3 is outside of `a`", "3 for element 1 of `cells`"],
        );
        said.fails(1, &["model.eqs:6:", "t = 0.002 s", "kept"]);
        // The sample at 2 ms was taken before.
        assert_eq!(trace(&place, "out/cells_states.npz", "x").dim(), (2, 21));
    }
}

#[test]
fn an_index_that_leaves_its_array_in_an_initial_value_leaves_nothing_behind() {
    let place = Place::new();
    let text = "a = [1, 2, 3]
neurons cells[5] { k : integer; x : 1; init: k = 2*i; x = a[k] }
monitor x of cells
run 1 ms
";
    place.run_text(text, &[]).fails(1, &["the index 4 is outside of `a`", "4 for element 2 of `cells`"]);
    assert_eq!(place.content(), ["model.eqs"]);
}

#[test]
fn an_index_that_leaves_its_array_in_a_connection_rule_is_told_before_what_follows_from_it() {
    let place = Place::new();
    let text = "partner = [1, 2, 30]
neurons cells[4] { k : integer; x : 1; init: k = i }
synapses s: cells -> cells { connect: j = partner[k_pre]; on_pre: x_post += 1 }
monitor x of cells
run 1 ms
";
    place.run_text(text, &[]).fails(1, &["the index 3 is outside of `partner`"]);
    assert_eq!(place.content(), ["model.eqs"]);
}

#[test]
fn files_are_found_beside_the_model_that_names_them() {
    let place = Place::new();
    std::fs::create_dir_all(place.path("models/data")).expect("folders");
    let values = array![[1.0, 2.0], [3.0, 4.0]];
    values.write_npy(File::create(place.path("models/data/m.npy")).expect("a file")).expect("it is written");
    let text = "m = load(\"data/m.npy\") nA
neurons cells[2] { x = m[i, 1] : amp }
monitor x of cells
run 0.1 ms
";
    place.write("models/model.eqs", text);
    place.snnc(&["run", "models/model.eqs", "--out", "out"]).succeeds();
    assert_eq!(trace(&place, "out/cells_states.npz", "x"), array![[2e-9], [4e-9]]);
}

#[test]
fn what_a_file_lacks_is_told_with_what_it_has() {
    let place = Place::new();
    let mut archive = NpzWriter::new(File::create(place.path("data.npz")).expect("a file"));
    archive.add_array("weights", &array![1.0, 2.0]).expect("it is written");
    archive.add_array("delays", &array![[[1.0]]]).expect("it is written");
    archive.finish().expect("it is written");
    place.write("broken.npy", "this is no array");
    place.write("words.csv", "1, 2\n3, four\n");
    let text = "a = load(\"data.npz\", \"weight\")
b = load(\"data.npz\")
c = load(\"data.npz\", \"delays\")
d = load(\"broken.npy\")
g = load(\"words.csv\")
f = load(\"missing.npy\")
";
    place.write("model.eqs", text);
    let said = place.snnc(&["check", "model.eqs"]);
    said.fails(1, &["there is no array `weight` in `data.npz`", "did you mean `weights`?"]);
    said.fails(1, &["`data.npz` holds 2 arrays", "it holds `weights` and `delays`"]);
    said.fails(1, &["3 dimensions", "no array can be read from `broken.npy`: it is no NumPy array"]);
    said.fails(1, &["`four`", "cannot read `missing.npy`"]);
}

#[test]
fn an_array_is_replaced_from_the_command_line() {
    let place = Place::new();
    let text = "v0 = [1, 2] mV
neurons cells[2] { x = v0[i] : volt }
monitor x of cells
run 0.1 ms
";
    place.write("model.eqs", text);
    place.snnc(&["run", "model.eqs", "--set", "v0=[5, 7] mV", "--out", "out"]).succeeds();
    assert_eq!(trace(&place, "out/cells_states.npz", "x"), array![[5e-3], [7e-3]]);
    place.snnc(&["run", "model.eqs", "--set", "v0=[5, 7] nA"]).fails(1, &["units::mismatch"]);
    place.snnc(&["run", "model.eqs", "--set", "v0=5 mV"]).fails(1, &["`v0` is an array in the model"]);
    place.snnc(&["run", "model.eqs", "--set", "v0=[5] mV"]).fails(1, &["arrays::index-out-of-range"]);
}
