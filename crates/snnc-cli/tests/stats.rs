//! `snnc stats`, on results of a model that is known by heart.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

/// Ten clocks with periods of 10 to 19 ms, of which three have a name; all to all connected but to themselves.
const MODEL: &str = "
neurons cells[10] {
    dx/dt = 1/(1 ms) : 1
    threshold: x >= 10 + i - 0.05
    reset: x = 0
}
group slow = cells[7:]
synapses s: cells -> cells { w : 1; connect: i != j; on_pre: w += 0 }
monitor spikes of cells
monitor few: spikes of cells[:2]
monitor late: spikes of slow
monitor count of slow
monitor x of cells[0]
run 1 s
save s as \"wiring\"
";

struct Run {
    folder: TempDir,
}

impl Run {
    fn new() -> Run {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("clocks.eqs"), MODEL).expect("a file");
        let run = Run { folder };
        run.snnc(&["run", "clocks.eqs", "--quiet", "--out", "results"]).success();
        run
    }

    fn snnc(&self, arguments: &[&str]) -> assert_cmd::assert::Assert {
        let mut command = Command::new(env!("CARGO_BIN_EXE_snnc"));
        command.current_dir(self.folder.path()).args(arguments).assert()
    }

    fn output(&self, arguments: &[&str]) -> String {
        let done = self.snnc(&[&["stats", "results"], arguments].concat()).success();
        String::from_utf8(done.get_output().stdout.clone()).expect("text")
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.output(&[arguments, &["--format", "json"]].concat())).expect("JSON")
    }

    fn told(&self, arguments: &[&str]) -> String {
        let done = self.snnc(&[&["stats", "results"], arguments].concat()).code(2);
        String::from_utf8(done.get_output().stderr.clone()).expect("text")
    }
}

#[test]
fn clocks_are_regular_and_their_graph_is_complete() {
    let run = Run::new();
    let all = run.json(&["--show", "all"]);
    let spikes = &all["summary"]["spikes"];
    let cells = &spikes["cells_spikes"];
    assert_eq!((&cells["neurons"], &cells["active"]), (&10.into(), &10.into()));
    assert!(cells["irregularity"]["cv"]["mean"].as_f64().unwrap() < 1e-9, "{cells}");
    // The slowest have a period of 19 ms: 52 spikes in a second.
    assert_eq!(cells["rate"]["min"], 52.0);
    assert_eq!(cells["parts"]["slow"]["neurons"], 3);
    assert_eq!((&spikes["few"]["neurons"], &spikes["late"]["group"]), (&2.into(), &"slow".into()));
    assert_eq!(spikes["late"]["rate"], cells["parts"]["slow"]["rate"]);
    assert_eq!(all["summary"]["counts"]["slow_count"]["rate"], spikes["late"]["rate"]);
    let wiring = &all["connections"]["projections"]["wiring"];
    assert_eq!((&wiring["number"], &wiring["density"]), (&90.into(), &1.0.into()));
    let network = &all["connections"]["network"];
    assert_eq!((&network["clustering"]["mean"], &network["paths"]["mean"]), (&1.0.into(), &1.0.into()));
    // Periods of 10 ms and harmonics.
    let rate = &all["spectra"]["few"]["density"].as_array().unwrap();
    assert_eq!(rate.len(), 501);
}

#[test]
fn tables_for_people_say_the_same() {
    let run = Run::new();
    let text = run.output(&[]);
    let line = |name: &str| {
        let found = text.lines().find(|line| line.trim_start().starts_with(name));
        found.unwrap_or_else(|| panic!("no {name} in\n{text}")).split_whitespace().collect::<Vec<_>>()
    };
    assert!(text.starts_with("clocks.eqs, 1 s simulated, seed "), "{text}");
    assert_eq!(line("cells_spikes")[1..3], ["10", "10"]);
    assert_eq!(line("slow ")[1..3], ["3", "3"]);
    assert_eq!(line("wiring")[..8], ["wiring", "cells", "(10)", "cells", "(10)", "90", "1.000", "9.000"]);
    assert_eq!(line("shortest paths")[2..], ["mean", "1.000,", "longest", "1"]);
    assert_eq!(run.output(&[]), text, "always the same");
}

#[test]
fn times_and_monitors_are_chosen() {
    let run = Run::new();
    let late = run.json(&["--monitor", "late", "--time", "500ms..", "--show", "summary"]);
    let spikes = late["summary"]["spikes"].as_object().unwrap();
    assert_eq!(spikes.len(), 1);
    assert_eq!(late["summary"]["duration"], 0.5);
    assert_eq!(late.as_object().unwrap().len(), 1);
    assert!(run.output(&["--time", "0.1s..0.2s"]).starts_with("clocks.eqs, 1 s simulated, seed "));
}

#[test]
fn tables_of_values() {
    let run = Run::new();
    let rows = run.output(&["--format", "csv"]);
    assert!(rows.starts_with("of,part,statistic,value,unit\n"), "{rows}");
    assert!(
        rows.contains("\ncells_spikes,slow,neurons,3,1\n") && rows.contains("\nwiring,,density,1,1\n"),
        "{rows}"
    );
    for (show, head) in [
        ("histograms", "of,histogram,from,to,count,unit\n"),
        ("correlograms", "first,second,lag,coefficient\n"),
        ("spectra", "of,frequency,density,unit\n"),
    ] {
        let lines = run.output(&["--format", "csv", "--show", show]);
        assert!(lines.starts_with(head) && lines.lines().count() > 10, "{lines}");
    }
    assert!(run.told(&["--format", "csv", "--show", "all"]).contains("--format json"));
}

#[test]
fn what_is_not_there_is_said() {
    let run = Run::new();
    assert_eq!(
        run.told(&["--monitor", "spikes"]),
        "error: there is no monitor `spikes`; there are: cells_spikes, few, late, slow_count, cells_states\n"
    );
    assert_eq!(run.told(&["--run", "1"]), "error: there is no run 1; there is only run 0\n");
    assert!(run.told(&["--time", "2s.."]).contains("nothing was simulated after 2 s"));
    assert!(run.told(&["--bin", "0s"]).contains("longer than 0 s"));
    fs::remove_file(run.folder.path().join("results/few.npz")).expect("a file");
    assert!(run.told(&[]).contains("few.npz"));
}
