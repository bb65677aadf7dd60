//! Results in the formats of other programs, and what is read again from them.

mod support;

use hdf5_pure::File;
use ndarray_npy::NpzReader;
use std::fs;
use support::Place;

/// Two groups, a subgroup, and synapses with everything that synapses may have.
const MODEL: &str = "\
wiring_seed = 3
neurons cells[20] {
    dv/dt = (20*mV - v)/(10 ms) : mV
    method: exact
    threshold: v > 15 mV
    reset: v = 0 mV
    gain : 1 (shared)
    init: gain = 2; v = 15*rand()*mV
}
group late = cells[15:]
neurons out[6] { x : 1 }
synapses s: cells[2:] -> out[1:] {
    w  : nS
    on : boolean
    connect: p = 0.4
    on_pre: x += w/nS
    delay: (1 + rand())*ms
    init: w = rand()*nS; on = i > j
}
monitor spikes of cells with v
monitor spikes of late
monitor v of cells[0, 5, 10:12]
monitor rate of cells every 5 ms
monitor tally: count of cells
run 30 ms
save s as \"wiring\"
save cells as \"final\"
";

fn results() -> Place {
    let place = Place::new();
    place.run_text(MODEL, &["--out", "out"]).succeeds();
    place
}

fn lines(place: &Place, name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(place.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    text.lines().map(|line| line.split(',').map(String::from).collect()).collect()
}

fn floats(place: &Place, file: &str, array: &str) -> Vec<f64> {
    let mut archive = NpzReader::new(fs::File::open(place.path(file)).expect(file)).expect(file);
    let values: ndarray::ArrayD<f64> =
        archive.by_name::<ndarray::OwnedRepr<f64>, ndarray::IxDyn>(array).expect(array);
    values.into_iter().collect()
}

#[test]
fn tables_have_units_and_the_very_numbers() {
    let place = results();
    let said = place.snnc(&["export", "out", "--to", "csv"]);
    said.succeeds();
    let expected = ["cells_spikes", "late_spikes", "cells_states", "cells_rate", "tally", "wiring", "final"];
    for name in expected {
        assert!(said.out.contains(&format!("out-csv/{name}.csv")), "{}", said.out);
    }
    let spikes = lines(&place, "out-csv/cells_spikes.csv");
    assert_eq!(spikes[0], ["i", "t [s]", "v [mV]"]);
    let (times, values) =
        (floats(&place, "out/cells_spikes.npz", "t"), floats(&place, "out/cells_spikes.npz", "v"));
    assert_eq!(spikes.len(), times.len() + 1);
    for (row, (time, value)) in spikes[1..].iter().zip(times.iter().zip(values)) {
        assert_eq!(row[1].parse(), Ok(*time));
        assert_eq!(row[2].parse(), Ok(value * 1000.0));
    }
    let states = lines(&place, "out-csv/cells_states.csv");
    assert_eq!(states[0], ["t [s]", "i", "v [mV]"]);
    assert_eq!(states.len(), 4 * 300 + 1);
    let elements: Vec<_> = states[1..6].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(elements, ["0", "5", "10", "11", "0"]);
    let v = floats(&place, "out/cells_states.npz", "v");
    // The second sample of the third element.
    assert_eq!(states[1 + 4 + 2][2].parse(), Ok(v[2 * 300 + 1] * 1000.0));
    assert_eq!(lines(&place, "out-csv/cells_rate.csv")[0], ["t [s]", "rate [Hz]"]);
    assert_eq!(lines(&place, "out-csv/tally.csv")[0], ["i", "count"]);
    // Saved values are in SI.
    assert_eq!(lines(&place, "out-csv/wiring.csv")[0], ["i", "j", "delay [s]", "w [S]", "on"]);
    let last = lines(&place, "out-csv/final.csv");
    assert!(last.len() == 21 && last[1..].iter().all(|row| row[2] == "2"), "one value is shared by all");
    for format in ["npz", "npy"] {
        place.snnc(&["export", "out", "--to", format]).succeeds();
    }
    assert_eq!(floats(&place, "out-npz/final.npz", "gain"), [2.0]);
    assert_eq!(last[0], ["i", "v [V]", "gain"]);
}

#[test]
fn a_time_and_monitors_are_chosen() {
    let place = results();
    let chosen = ["--monitor", "cells_spikes,cells_states", "--time", "10..20ms"];
    place.snnc(&[&["export", "out", "--to", "csv", "--out", "some"], &chosen[..]].concat()).succeeds();
    assert_eq!(fs::read_dir(place.path("some")).expect("a folder").count(), 2);
    for name in ["some/cells_spikes.csv", "some/cells_states.csv"] {
        let rows = lines(&place, name);
        let at = rows[0].iter().position(|name| name == "t [s]").expect("times");
        assert!(rows.len() > 2);
        assert!(rows[1..].iter().all(|row| (0.01..0.02).contains(&row[at].parse().unwrap())), "{name}");
    }
    place.snnc(&[&["export", "out", "--to", "npz", "--out", "some"], &chosen[..]].concat()).succeeds();
    let all = floats(&place, "out/cells_states.npz", "v");
    let part: Vec<f64> = all.chunks(300).flat_map(|row| row[100..200].to_vec()).collect();
    assert_eq!(floats(&place, "some/cells_states.npz", "v"), part);
    let one = place.snnc(&["export", "out", "--to", "csv", "--monitor", "tally", "--out", "-"]);
    one.succeeds();
    assert_eq!(one.out.lines().count(), 21);
}

#[test]
fn what_cannot_be_exported_is_told() {
    let place = results();
    let fails = |arguments: &[&str], told: &str| {
        let said = place.snnc(&[&["export"], arguments].concat());
        assert_eq!(said.code, Some(2), "{}", said.err);
        assert!(said.err.contains(told), "{}", said.err);
    };
    fails(&["nowhere", "--to", "csv"], "no `run.json`");
    fails(&["out", "--to", "csv", "--monitor", "cell_spikes"], "there are: cells_");
    fails(&["out", "--to", "csv", "--out", "-"], "--monitor NAME");
    fails(&["out", "--to", "edges", "--monitor", "final"], "it is no saved synapses");
    fails(&["out", "--to", "sonata", "--monitor", "tally"], "no place for counts");
    fails(&["out", "--to", "npz", "--out", "-"], "only CSV");
    fails(&["out", "--to", "csv", "--time", "3mV"], "range of times");
}

#[test]
fn sonata_is_read_by_another_library() {
    let place = results();
    place.snnc(&["export", "out", "--to", "sonata"]).succeeds();
    let open = |name: &str| File::open(place.path(&format!("out-sonata/{name}"))).expect(name);

    let spikes = open("spikes.h5");
    let root = spikes.root().attrs().expect("attributes");
    assert_eq!(root["magic"].as_u64(), Some(0x0a7a));
    let times = spikes.dataset("spikes/cells/timestamps").expect("timestamps");
    assert_eq!(times.attrs().expect("attributes")["units"].as_str(), Some("ms"));
    let expected: Vec<f64> = floats(&place, "out/cells_spikes.npz", "t").iter().map(|t| t * 1e3).collect();
    assert_eq!(times.read_f64().expect("times"), expected);
    // A subgroup counts within its whole group.
    let late = open("late_spikes.h5").dataset("spikes/cells/node_ids").expect("ids").read_u64().expect("ids");
    assert!(!late.is_empty() && late.iter().all(|id| (15..20).contains(id)));

    let report = open("cells_states_v.h5");
    let data = report.dataset("report/cells/data").expect("data");
    assert_eq!(data.shape().expect("a shape"), [300, 4]);
    assert_eq!(data.attrs().expect("attributes")["units"].as_str(), Some("mV"));
    let (data, v) = (data.read_f32().expect("values"), floats(&place, "out/cells_states.npz", "v"));
    for sample in [0, 17, 299] {
        for row in 0..4 {
            assert_eq!(data[sample * 4 + row], (v[row * 300 + sample] * 1000.0) as f32);
        }
    }
    let mapping = |name: &str| report.dataset(&format!("report/cells/mapping/{name}")).expect("a mapping");
    assert_eq!(mapping("node_ids").read_u64().expect("ids"), [0, 5, 10, 11]);
    assert_eq!(mapping("index_pointers").read_u64().expect("pointers"), [0, 1, 2, 3, 4]);
    assert_eq!(mapping("time").read_f64().expect("times"), [0.0, 30.0, 0.1]);

    let nodes = open("nodes.h5");
    assert_eq!(nodes.dataset("nodes/out/node_type_id").expect("types").shape().expect("a shape"), [6]);
    assert_eq!(nodes.dataset("nodes/cells/0/v").expect("values").shape().expect("a shape"), [20]);

    let edges = open("edges.h5");
    let numbers = |name: &str| edges.dataset(&format!("edges/s/{name}")).expect(name).read_u64().expect(name);
    let (sources, targets) = (numbers("source_node_id"), numbers("target_node_id"));
    place.snnc(&["export", "out", "--to", "csv"]).succeeds();
    let wiring = lines(&place, "out-csv/wiring.csv");
    assert_eq!(sources.len(), wiring.len() - 1);
    // Saved are numbers within the parts that are connected, and nodes count within the whole.
    for (row, (source, target)) in wiring[1..].iter().zip(sources.iter().zip(&targets)) {
        assert_eq!(row[0].parse(), Ok(source - 2));
        assert_eq!(row[1].parse(), Ok(target - 1));
    }
    let target = edges.dataset("edges/s/target_node_id").expect("targets").attrs().expect("attributes");
    assert_eq!(target["node_population"].as_str(), Some("out"));
    // The index leads from each target to its edges.
    let (of_node, ranges) = (
        numbers("indices/target_to_source/node_id_to_ranges"),
        numbers("indices/target_to_source/range_to_edge_id"),
    );
    for (node, bounds) in of_node.chunks(2).enumerate() {
        let own = &ranges[2 * bounds[0] as usize..2 * bounds[1] as usize];
        let found: Vec<u64> = own.chunks(2).flat_map(|range| range[0]..range[1]).collect();
        let expected: Vec<u64> =
            (0..targets.len() as u64).filter(|edge| targets[*edge as usize] == node as u64).collect();
        assert_eq!(found, expected);
    }
}

/// The same synapses, read from a file.
fn again(clause: &str) -> String {
    let connect = MODEL.replace("connect: p = 0.4", &format!("connect: file \"{clause}\""));
    connect.replace("init: w = rand()*nS; on = i > j", "").replace("delay: (1 + rand())*ms", "delay: 0.5 ms")
}

#[test]
fn what_was_exported_makes_the_same_network() {
    let place = results();
    for format in ["csv", "npy", "npz", "edges"] {
        place.snnc(&["export", "out", "--to", format, "--monitor", "wiring"]).succeeds();
        place.run_text(again(&format!("out-{format}/wiring.{format}")), &["--out", "again"]).succeeds();
        for array in ["i", "j", "w", "on", "delay"] {
            let arrays =
                ["out", "again"].map(|folder| numbers(&place, &format!("{folder}/wiring.npz"), array));
            assert_eq!(arrays[0], arrays[1], "`{array}` through {format}");
        }
        assert_eq!(
            fs::read(place.path("out/cells_spikes.npz")).unwrap(),
            fs::read(place.path("again/cells_spikes.npz")).unwrap()
        );
    }
}

/// An array of integers or floats.
fn numbers(place: &Place, file: &str, array: &str) -> Vec<f64> {
    let mut archive = NpzReader::new(fs::File::open(place.path(file)).expect(file)).expect(file);
    match archive.by_name::<ndarray::OwnedRepr<i32>, ndarray::IxDyn>(array) {
        Ok(values) => values.into_iter().map(f64::from).collect(),
        Err(_) => floats(place, file, array),
    }
}

#[test]
fn matrices_and_lists_of_pairs_connect() {
    let place = Place::new();
    let model = |file: &str| {
        format!(
            "neurons a[3] {{ v : 1 }}\nneurons b[4] {{ v : 1 }}\n\
             synapses s: a -> b {{ w : 1; connect: file \"{file}\"; on_pre: v += w }}\n\
             run 1 ms\nsave s as \"wiring\"\n"
        )
    };
    let weights = ndarray::arr2(&[[0.0, 0.5, 0.0, f64::NAN], [1.5, 0.0, 0.0, -2.0], [0.0, 0.0, 0.0, 0.0]]);
    ndarray_npy::write_npy(place.path("weights.npy"), &weights).expect("a file");
    ndarray_npy::write_npy(place.path("mask.npy"), &weights.mapv(|w| w.abs() > 0.0)).expect("a file");
    place.write("list.csv", "0,1,0.5\n1,0,1.5\n1,3,-2\n");
    place.write("list.txt", "# a comment\n0 1\n1\t0\n1 3\n");
    place.write("named.edges", "# i j w\n0 1 0.5\n1 0 1.5\n1 3 -2\n");
    for (file, w) in [
        ("weights.npy", [0.5, 1.5, -2.0]),
        ("mask.npy", [0.0, 0.0, 0.0]),
        ("list.csv", [0.5, 1.5, -2.0]),
        ("list.txt", [0.0, 0.0, 0.0]),
        ("named.edges", [0.5, 1.5, -2.0]),
    ] {
        place.run_text(model(file), &["--out", "out"]).succeeds();
        assert_eq!(numbers(&place, "out/wiring.npz", "i"), [0.0, 1.0, 1.0], "{file}");
        assert_eq!(numbers(&place, "out/wiring.npz", "j"), [1.0, 0.0, 3.0], "{file}");
        assert_eq!(numbers(&place, "out/wiring.npz", "w"), w, "{file}");
    }
}

#[test]
fn a_matrix_makes_the_same_pairs() {
    let place = results();
    place.snnc(&["export", "out", "--to", "matrix"]).succeeds();
    let weights: ndarray::Array2<f64> =
        ndarray_npy::read_npy(place.path("out-matrix/wiring_w.npy")).expect("a matrix");
    assert_eq!(weights.shape(), [18, 5]);
    let there = weights.iter().filter(|w| !w.is_nan()).count();
    assert_eq!(there, numbers(&place, "out/wiring.npz", "i").len());
    // `on` would be another parameter that the weights could be of.
    let model = again("out-matrix/wiring_w.npy").replace("    on : boolean\n", "");
    place.run_text(model, &["--out", "again"]).succeeds();
    for array in ["i", "j", "w"] {
        let arrays = ["out", "again"].map(|folder| numbers(&place, &format!("{folder}/wiring.npz"), array));
        assert_eq!(arrays[0], arrays[1], "`{array}`");
    }
}

#[test]
fn exported_spikes_are_given_again() {
    let place = results();
    place.snnc(&["export", "out", "--to", "csv", "--monitor", "cells_spikes"]).succeeds();
    // Without the variables: a source of spikes takes times and indices.
    place
        .run_text(
            "spikes given[20] { file: \"out-csv/cells_spikes.csv\" }\nmonitor spikes of given\nrun 30 ms\n",
            &["--out", "again"],
        )
        .succeeds();
    let times = |file: &str| {
        let mut times = floats(&place, file, "t");
        times.sort_by(f64::total_cmp);
        times
    };
    assert_eq!(times("again/given_spikes.npz"), times("out/cells_spikes.npz"));
}
