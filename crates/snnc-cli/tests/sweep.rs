//! `snnc sweep`: its points are those of `snnc run`, and neither the order in which they are run nor what interrupts it shows in
//! the table.

mod support;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::{MODEL, Place};

/// A small random network.
const NETWORK: &str = "\
tau = 10 ms
we  = 1 mV
neurons cells[200] {
    dv/dt = (12 mV - v)/tau + 2 mV*sqrt(2/tau)*xi : mV (unless refractory)
    method: euler
    threshold: v > 10 mV
    reset: v = 0 mV
    refractory: 2 ms
    init: v = rand()*10*mV
}
synapses all: cells -> cells { connect: p = 0.05; on_pre: v += we }
monitor spikes of cells
monitor rate of cells
run 50 ms
";

/// 2 × 9 × 10 points of it.
const GRID: [&str; 7] =
    ["model.eqs", "--set", "tau=5ms,10ms", "--set", "we=0.1 mV..0.9 mV/9", "--seeds", "1..10"];

fn sweep(place: &Place, more: &[&str]) -> support::Said {
    place.snnc(&[&["sweep"], more].concat())
}

fn text(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The cells of a table, by row and column.
fn table(place: &Place, name: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(place.path(name)).expect(name);
    reader.records().map(|row| row.expect(name).iter().map(String::from).collect()).collect()
}

fn column<'t>(table: &'t [Vec<String>], name: &str) -> Vec<&'t str> {
    let at = table[0].iter().position(|head| head == name);
    let at = at.unwrap_or_else(|| panic!("no column {name} in {:?}", table[0]));
    table[1..].iter().map(|row| row[at].as_str()).collect()
}

fn start(place: &Place, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_snnc"));
    command.current_dir(place.root()).arg("sweep").args(arguments);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("snnc starts")
}

/// Waits until so many points are in a journal.
fn wait_for(journal: &Path, points: usize) {
    let began = Instant::now();
    while std::fs::read_to_string(journal).map_or(0, |text| text.lines().count()) <= points {
        assert!(began.elapsed() < Duration::from_mins(1), "{} stays behind", journal.display());
        std::thread::yield_now();
    }
}

#[test]
fn each_point_is_what_run_makes_of_its_values() {
    let place = Place::new();
    place.write("model.eqs", NETWORK);
    let grid = ["model.eqs", "--set", "tau=5ms,10ms", "--set", "we=0.2..0.4 mV/3", "--seeds", "3,7"];
    sweep(&place, &[&grid[..], &["--out", "swept", "--keep", "-j", "2"]].concat()).succeeds();
    let listed = sweep(&place, &[&grid[..], &["--list"]].concat());
    listed.succeeds();
    assert_eq!(listed.out.lines().count(), 12);
    assert_eq!(listed.out.lines().nth(1), Some("2 --set tau=5ms --set 'we=0.2 mV' --seed 7"));
    for line in listed.out.lines() {
        let words: Vec<String> = line.split(['\'']).enumerate().fold(Vec::new(), |mut words, (k, part)| {
            match k % 2 {
                0 => words.extend(part.split_whitespace().map(String::from)),
                _ => words.push(part.to_string()),
            }
            words
        });
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        place.snnc(&[&["run", "model.eqs", "--out", "alone"], &words[1..]].concat()).succeeds();
        let number: usize = words[0].parse().expect("a number");
        for archive in ["cells_spikes.npz", "cells_rate.npz"] {
            let of = |folder: String| std::fs::read(place.path(&folder)).expect(&folder);
            let swept = of(format!("swept/runs/{number:02}/{archive}"));
            assert!(swept == of(format!("alone/{archive}")), "{archive} of {line}");
        }
    }
    // A folder that was kept says all that repeats it.
    place.snnc(&["rerun", "swept/runs/07"]).succeeds();
    let table = table(&place, "swept/table.csv");
    assert_eq!(table[0][..6], ["point", "tau", "we", "seed", "status", "duration"]);
    assert_eq!(table[12][..6], ["12", "10", "0.4", "7", "done", "0.05"]);
    let units: serde_json::Value = serde_json::from_str(&text(&place, "swept/table.json")).expect("JSON");
    assert_eq!(units["columns"][1]["unit"], "ms");
    assert_eq!(units["columns"][2]["unit"], "mV");
    let spikes = column(&table, "cells_spikes.spikes");
    assert!(spikes.iter().all(|count| count.parse::<u32>().is_ok_and(|count| count > 0)), "{spikes:?}");
}

#[test]
fn a_killed_sweep_goes_on_and_its_table_is_that_of_an_uninterrupted_one() {
    let place = Place::new();
    place.write("model.eqs", NETWORK);
    sweep(&place, &[&GRID[..], &["--out", "whole", "-j", "2"]].concat()).succeeds();
    let arguments = [&GRID[..], &["--out", "killed", "-j", "2"]].concat();
    for points in [30, 90] {
        let mut killed = start(&place, &arguments);
        wait_for(&place.path("killed/journal.jsonl"), points);
        killed.kill().expect("it can be killed");
        assert!(!killed.wait().expect("it has ended").success());
    }
    let done = text(&place, "killed/journal.jsonl").lines().count() - 1;
    assert!((90..180).contains(&done), "killed in the middle: {done}");
    // The machine stopped in the middle of a line.
    let journal = place.path("killed/journal.jsonl");
    let mut cut = std::fs::read(&journal).expect("a journal");
    cut.truncate(cut.len() - 20);
    std::fs::write(&journal, cut).expect("a journal");
    let said = sweep(&place, &arguments);
    said.succeeds();
    assert!(said.out.contains("were done before"), "{}", said.out);
    for name in ["table.csv", "table.json"] {
        let [whole, killed] = ["whole", "killed"].map(|folder| text(&place, &format!("{folder}/{name}")));
        assert!(whole == killed, "{name}:\n{whole}\n{killed}");
    }
    assert_eq!(table(&place, "whole/table.csv").len(), 181);
    let left: Vec<_> =
        place.path("killed").read_dir().expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert_eq!(left.len(), 3, "nothing else is left: {left:?}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_sweep_says_how_to_go_on() {
    let place = Place::new();
    place.write("model.eqs", NETWORK);
    let interrupted = start(&place, &[&GRID[..], &["--out", "swept"]].concat());
    wait_for(&place.path("swept/journal.jsonl"), 5);
    let id = interrupted.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill").success());
    let output = interrupted.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130));
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(err.contains("of 180 points are done; the same command goes on"), "{err}");
    let table = table(&place, "swept/table.csv");
    let statuses = column(&table, "status");
    assert!(statuses.len() == 180 && statuses.contains(&"missing") && statuses.contains(&"done"));
}

#[test]
fn parts_are_joined_to_the_same_table() {
    let place = Place::new();
    place.write("model.eqs", NETWORK);
    let grid = ["model.eqs", "--set", "we=0.1..0.5 mV/5", "--seeds", "1,2", "-q"];
    sweep(&place, &[&grid[..], &["--out", "whole", "-j", "1"]].concat()).succeeds();
    for part in ["2/3", "1/3"] {
        sweep(&place, &[&grid[..], &["--out", "parts", "-j", "3", "--part", part]].concat()).succeeds();
    }
    sweep(&place, &["--join", "parts"]).fails(2, &["4 points are missing"]);
    // The last one is run on another machine.
    sweep(&place, &[&grid[..], &["--out", "elsewhere", "--part", "3/3"]].concat()).succeeds();
    let said = sweep(&place, &["--join", "parts", "elsewhere", "--out", "joined"]);
    said.succeeds();
    assert!(said.out.contains("10 of 10 points"), "{}", said.out);
    for name in ["table.csv", "table.json"] {
        assert_eq!(text(&place, &format!("joined/{name}")), text(&place, &format!("whole/{name}")), "{name}");
    }
    // The rows of parts follow each other.
    let rows = |name: &str| table(&place, name)[1..].to_vec();
    let parts =
        [rows("parts/table-1-of-3.csv"), rows("parts/table-2-of-3.csv"), rows("elsewhere/table-3-of-3.csv")];
    assert_eq!(parts.concat(), rows("whole/table.csv"));
    sweep(&place, &["--join", "parts", "elsewhere"]).fails(2, &["--out"]);
    sweep(&place, &["--join", "whole", "nowhere", "--out", "x"]).fails(2, &["nowhere"]);
}

#[test]
fn a_point_that_fails_does_not_end_the_others() {
    let place = Place::new();
    let text = NETWORK.replace("cells[200]", "cells[N]").replace("tau = 10 ms", "tau = 10 ms\nN = 10");
    place.write("model.eqs", text);
    let said = sweep(&place, &["model.eqs", "--set", "N=5,0,10", "--seeds", "1,2", "--out", "out"]);
    said.fails(1, &["2 points failed"]);
    let table = table(&place, "out/table.csv");
    assert_eq!(column(&table, "status"), ["done", "done", "failed", "failed", "done", "done"]);
    let errors = column(&table, "error");
    assert!(errors[0].is_empty() && errors[2].contains("model.eqs:") && errors[2] == errors[3], "{errors:?}");
    assert_eq!(column(&table, "seed"), ["1", "2", "1", "2", "1", "2"]);
    // What is wrong stays so, and is not tried again.
    let again = sweep(&place, &["model.eqs", "--set", "N=5,0,10", "--seeds", "1,2", "--out", "out"]);
    again.fails(1, &["2 points failed"]);
    assert!(again.out.contains("6 were done before, 0 in"), "{}", again.out);
}

#[test]
fn values_that_are_not_finite_are_told() {
    let place = Place::new();
    place.write(
        "model.eqs",
        MODEL.replace("tau = 10 ms", "tau = 10 ms; rate = 1").replace("w += 1", "w = 1/(rate - w)"),
    );
    let said = sweep(&place, &["model.eqs", "--set", "rate=0.5, 2, 1", "--out", "out"]);
    said.fails(3, &["became NaN or infinite"]);
    let table = table(&place, "out/table.csv");
    assert!(column(&table, "status").contains(&"not-finite"));
    assert!(column(&table, "error").iter().any(|error| error.contains("`w` of `cells`")));
}

#[test]
fn another_sweep_in_the_folder_is_refused() {
    let place = Place::new();
    place.write("model.eqs", NETWORK);
    let run = |more: &[&str]| sweep(&place, &[&["model.eqs", "--out", "out"], more].concat());
    let first = ["--set", "we=0.1 mV,0.2 mV", "--seeds", "1,2"];
    run(&first).succeeds();
    run(&["--set", "we=0.1 mV,0.3 mV", "--seeds", "1,2"])
        .fails(2, &["cannot go on", "`we` had other values", "--out"]);
    run(&["--set", "tau=5ms", "--seeds", "1,2"]).fails(2, &["its parameters were `we`"]);
    run(&[&first[..2], &["--seeds", "1..3"]].concat()).fails(2, &["it had other seeds"]);
    run(&[&first[..], &["--duration", "20 ms"]].concat())
        .fails(2, &["`--duration` was not given", "20 ms now"]);
    run(&[&first[..], &["--keep"]].concat()).fails(2, &["were not kept"]);
    place.write("model.eqs", NETWORK.replace("50 ms", "60 ms"));
    run(&first).fails(2, &["`model.eqs` was changed since"]);
    let loads = NETWORK.replace("we  = 1 mV", "w = load(\"weights.csv\"); we = w[0]*mV");
    place.write("weights.csv", "1\n2\n");
    place.write("loads.eqs", loads);
    let loaded = ["loads.eqs", "--set", "tau=5ms,10ms", "--out", "loaded"];
    sweep(&place, &loaded).succeeds();
    place.write("weights.csv", "1\n3\n");
    sweep(&place, &loaded).fails(2, &["`weights.csv` was changed since"]);
    place.write("model.eqs", NETWORK);
    place.write("out/journal.jsonl", "something else\n");
    run(&first).fails(2, &["not the journal of a sweep"]);
    std::fs::create_dir(place.path("notes")).expect("a folder");
    place.write("notes/table.csv", "mine\n");
    sweep(&place, &["model.eqs", "--out", "notes"]).fails(2, &["does not hold a sweep"]);
    assert_eq!(text(&place, "notes/table.csv"), "mine\n");
}

#[test]
fn two_processes_do_not_write_to_one_sweep() {
    let place = Place::new();
    place.write("model.eqs", NETWORK);
    let arguments = ["model.eqs", "--seeds", "1..100000", "--out", "out"];
    let mut first = start(&place, &arguments);
    wait_for(&place.path("out/journal.jsonl"), 1);
    sweep(&place, &arguments).fails(2, &["another snnc is at this sweep", "--part"]);
    // Parts have a journal each.
    let part = [&arguments[..], &["--part", "5000/100000"]].concat();
    sweep(&place, &part).succeeds();
    first.kill().and_then(|()| first.wait()).expect("it can be killed");
}

#[test]
fn points_stand_side_by_side_or_in_a_table() {
    let place = Place::new();
    place.write("model.eqs", NETWORK);
    let out = ["-q", "--duration", "5 ms", "--out"];
    let set = ["model.eqs", "--set", "tau=5ms,10ms,20ms", "--set", "we=0.1..0.3 mV/3", "--zip"];
    sweep(&place, &[&set[..], &out, &["zipped"]].concat()).succeeds();
    let zipped = table(&place, "zipped/table.csv");
    assert_eq!(column(&zipped, "tau"), ["5", "10", "20"]);
    assert_eq!(column(&zipped, "we"), ["0.1", "0.2", "0.3"]);

    place.write("points.csv", "we (mV), tau, seed\n0.1, 5 ms, 4\n0.2, 0.01 s, 5\n");
    sweep(
        &place,
        &[&["model.eqs", "--points", "points.csv"], &out[..], &["points", "--scratch", "."]].concat(),
    )
    .succeeds();
    assert!(place.content().iter().all(|name| !name.starts_with("snnc-sweep")), "{:?}", place.content());
    let points = table(&place, "points/table.csv");
    assert_eq!(points[0][..4], ["point", "we", "tau", "seed"]);
    assert_eq!(points[2][..4], ["2", "0.2", "10", "5"]);

    // Expressions stay as they are written.
    sweep(&place, &[&["model.eqs", "--set", "we=tau*mV/second, 1 mV"], &out[..], &["expressions"]].concat())
        .succeeds();
    assert_eq!(column(&table(&place, "expressions/table.csv"), "we"), ["tau*mV/second", "1 mV"]);
    // Without values there are seeds alone.
    sweep(&place, &[&["model.eqs", "--seeds", "2..4"], &out[..], &["seeds"]].concat()).succeeds();
    assert_eq!(column(&table(&place, "seeds/table.csv"), "seed"), ["2", "3", "4"]);
}

#[test]
fn what_makes_no_sense_is_told_before_anything_is_run() {
    let place = Place::new();
    place.write("model.eqs", NETWORK);
    place.write("short.csv", "we,tau\n1 mV\n");
    place.write("twice.csv", "we,we\n1 mV,2 mV\n");
    place.write("empty.csv", "we\n");
    let refused = |code: i32, arguments: &[&str], words: &[&str]| {
        sweep(&place, &[&["model.eqs"], arguments].concat()).fails(code, words);
    };
    refused(1, &["--set", "wee=1 mV,2 mV"], &["wee", "we"]);
    refused(1, &["--set", "we=1 mV,2 ms"], &["units::"]);
    refused(1, &["--set", "we=1 mV,2 +"], &["syntax::"]);
    refused(2, &["--set", "we"], &["NAME=VALUES"]);
    refused(2, &["--set", "we=1 mV..2 mV"], &["how many", "1 nS..5 nS/9"]);
    refused(2, &["--set", "we=0 mV..2 mV/3 log"], &["common factor"]);
    refused(2, &["--set", "we=1 mV", "--set", "we=2 mV"], &["`we` is given values twice"]);
    refused(2, &["--set", "seed=1,2"], &["--seeds"]);
    refused(2, &["--seeds", "3..1"], &["--seeds 1..10"]);
    refused(2, &["--seeds", "1,1"], &["twice"]);
    refused(2, &["--part", "4/3"], &["3/100"]);
    refused(2, &["--zip", "--set", "we=1 mV,2 mV", "--set", "tau=1ms,2ms,3ms"], &["`we` has 2, `tau` has 3"]);
    refused(2, &["--points", "short.csv"], &["short.csv"]);
    refused(2, &["--points", "twice.csv"], &["twice"]);
    refused(2, &["--points", "empty.csv"], &["no point"]);
    refused(2, &["--points", "none.csv"], &["none.csv"]);
    assert_eq!(place.content(), ["empty.csv", "model.eqs", "short.csv", "twice.csv"], "nothing was written");
    place.write("nothing.eqs", NETWORK.replace("run 50 ms", ""));
    sweep(&place, &["nothing.eqs"]).fails(2, &["--duration"]);
}
