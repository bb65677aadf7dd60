//! Recording more than is kept in memory: the same archives, and nothing else, come of it.

mod support;

use support::{MODEL, Place};

const ARCHIVES: [&str; 6] = ["cells_spikes", "cells_states", "cells_rate", "tally", "values", "ring_states"];

fn archives(place: &Place, folder: &str) -> Vec<Vec<u8>> {
    let read = |name: &&str| std::fs::read(place.path(&format!("{folder}/{name}.npz"))).expect("an archive");
    ARCHIVES.iter().map(read).collect()
}

#[test]
fn the_archives_are_the_same_whatever_is_kept_in_memory() {
    let place = Place::new();
    place.run_text(MODEL, &["--out", "memory"]).succeeds();
    for buffer in ["0", "1B", "100B", "1kB", "2KiB", "1MiB"] {
        place.run_text(MODEL, &["--out", "streamed", "--buffer", buffer]).succeeds();
        for (name, (streamed, memory)) in
            ARCHIVES.iter().zip(archives(&place, "streamed").iter().zip(&archives(&place, "memory")))
        {
            assert!(streamed == memory, "{name} with --buffer {buffer}");
        }
    }
    assert_eq!(place.content(), ["memory", "model.eqs", "streamed"], "nothing else is left");
}

#[test]
fn a_monitor_goes_on_streaming_after_set_and_restore() {
    let place = Place::new();
    let text = format!(
        "{MODEL}store \"here\"\nrepeat 2 {{ restore \"here\"; run 3 ms }}\nset tau = 5 ms\nrun 5 ms\n\
         run 1 s until any(cells.v > 19 mV) or count(cells) > 40\n"
    );
    place.run_text(&text, &["--out", "memory"]).succeeds();
    place.run_text(&text, &["--out", "streamed", "--buffer", "500B"]).succeeds();
    assert_eq!(archives(&place, "streamed"), archives(&place, "memory"));
    let runs = |folder: &str| {
        let text = std::fs::read_to_string(place.path(&format!("{folder}/run.json"))).expect("run.json");
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON")["runs"].clone()
    };
    assert_eq!(runs("streamed"), runs("memory"));
}

#[test]
fn what_a_failing_run_recorded_is_kept() {
    let place = Place::new();
    let text = "a = [1, 2, 3]\nneurons g[2] { every 1 ms: x = a[t_in_timesteps // 10]\n x : 1 }\n\
                monitor x of g\nrun 10 ms\n";
    let mut kept = vec![];
    for (folder, buffer) in [("memory", "1MiB"), ("streamed", "100B")] {
        let said = place.run_text(text, &["--out", folder, "--buffer", buffer]);
        assert_eq!(said.code, Some(1), "{}", said.err);
        kept.push(std::fs::read(place.path(&format!("{folder}/g_states.npz"))).expect("an archive"));
    }
    assert!(kept[0] == kept[1]);
}

#[test]
fn traces_that_do_not_fit_onto_the_disk_are_refused_at_once() {
    let place = Place::new();
    let text = "neurons g[1000000] { x : 1 }\nmonitor x of g\nrun 100000 s\n";
    let said = place.run_text(text, &[]);
    said.fails(1, &["what the state monitors record needs", "GiB of disk space for `", "results/model`"]);
    assert_eq!(place.content(), ["model.eqs"]);
    // A run that ends before its time need not have room for all of it.
    let until = text.replace("run 100000 s", "run 100000 s until mean(g.x) < 1");
    place.run_text(until, &[]).succeeds();
}

#[test]
fn a_size_is_a_number_with_a_unit() {
    let place = Place::new();
    place.run_text(MODEL, &["--buffer", "much"]).fails(2, &["--buffer <SIZE>"]);
}

/// A file that grows beyond a limit cannot be written further: as if the disk were full.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full_is_told_and_leaves_an_older_run_alone() {
    let place = Place::new();
    place.run_text(MODEL, &["--out", "out", "--seed", "1"]).succeeds();
    let before = archives(&place, "out");
    place.write("long.eqs", "neurons g[1000] { dx/dt = 1/second : 1 }\nmonitor x of g\nrun 1 s\n");
    let script = format!(
        "trap '' XFSZ; ulimit -f 2000; exec '{}' run long.eqs --out out --buffer 1MiB",
        env!("CARGO_BIN_EXE_snnc")
    );
    let mut shell = std::process::Command::new("sh");
    let said = shell.args(["-c", &script]).current_dir(place.root()).output().expect("a shell");
    let told = String::from_utf8_lossy(&said.stderr).into_owned();
    assert_eq!(said.status.code(), Some(2), "{told}");
    assert!(told.contains("cannot write results to `") && told.contains("File too large"), "{told}");
    assert!(archives(&place, "out") == before);
    assert_eq!(place.content(), ["long.eqs", "model.eqs", "out"], "nothing else is left");
}
