//! Whatever the input, `snnc` ends with a clear message and the right exit code, and leaves nothing half-written behind.

mod support;

use std::fmt::Write;
use support::{MODEL, Place};

/// A wrong model: refused by `check` and `run` alike, and nothing is written.
#[track_caller]
fn refused(text: impl AsRef<[u8]>, words: &[&str]) {
    let place = Place::new();
    place.run_text(text, &[]).fails(1, words);
    assert_eq!(place.content(), ["model.eqs"]);
    place.snnc(&["check", "model.eqs"]).fails(1, words);
}

/// A file that is no model at all.
#[track_caller]
fn unreadable(file: &str, place: &Place, words: &[&str]) {
    let before = place.content();
    for command in ["run", "check"] {
        let said = place.snnc(&[command, file]);
        said.fails(2, words);
        said.fails(2, &[file]);
    }
    assert_eq!(place.content(), before);
}

#[test]
fn a_missing_file() {
    unreadable("missing.eqs", &Place::new(), &["no such file"]);
}

#[test]
fn a_directory() {
    let place = Place::new();
    std::fs::create_dir(place.path("folder.eqs")).expect("a folder");
    unreadable("folder.eqs", &place, &["directory"]);
}

#[test]
fn invalid_utf8() {
    let place = Place::new();
    place.write("latin1.eqs", b"tau = 10 ms\n# M\xfcller 1999\n");
    unreadable("latin1.eqs", &place, &["UTF-8", "line 2"]);
}

#[test]
fn random_bytes() {
    let place = Place::new();
    let mut state = 42_u64;
    for length in [1, 10, 1000, 100_000] {
        let bytes: Vec<u8> = (0..length)
            .map(|_| {
                // An LCG's upper bits.
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                (state >> 56) as u8
            })
            .collect();
        let ascii: Vec<u8> = bytes.iter().map(|b| b' ' + b % 95).collect();
        place.write("bytes.eqs", &bytes);
        let code = place.snnc(&["check", "bytes.eqs"]).code;
        assert!(matches!(code, Some(0..=2)), "{length} bytes: {code:?}");
        place.write("ascii.eqs", &ascii);
        let code = place.snnc(&["check", "ascii.eqs"]).code;
        assert!(matches!(code, Some(0 | 1)), "{length} characters: {code:?}");
    }
}

#[test]
fn an_empty_file() {
    let place = Place::new();
    for text in ["", "\n\n", "# nothing\n", "\u{feff}"] {
        place.run_text(text, &[]).fails(2, &["no `run`", "--duration"]);
        assert_eq!(place.content(), ["model.eqs"]);
        place.snnc(&["check", "model.eqs"]).succeeds();
    }
}

#[test]
fn ten_megabytes_on_one_line() {
    let place = Place::new();
    place.write("sum.eqs", format!("x = 1{}\n", " + 1".repeat(2_500_000)));
    let code = place.snnc(&["check", "sum.eqs"]).code;
    assert!(matches!(code, Some(0 | 1)), "{code:?}");
    place.write("name.eqs", format!("{} = 1\n", "x".repeat(10_000_000)));
    let code = place.snnc(&["check", "name.eqs"]).code;
    assert!(matches!(code, Some(0 | 1)), "{code:?}");
}

#[test]
fn nested_parentheses() {
    for (open, close) in [("(", ")"), ("[", "]"), ("sin(", ")"), ("(", "")] {
        let text = format!("x = {}1{}\n", open.repeat(100_000), close.repeat(100_000));
        let place = Place::new();
        place.write("deep.eqs", text);
        place.snnc(&["check", "deep.eqs"]).fails(1, &["deep.eqs:1"]);
    }
    let signs = format!("x = {}1\n", "-".repeat(100_000));
    let place = Place::new();
    place.write("deep.eqs", signs);
    let code = place.snnc(&["check", "deep.eqs"]).code;
    assert!(matches!(code, Some(0 | 1)), "{code:?}");
}

#[test]
fn sizes_that_cannot_be() {
    for size in ["1e12", "10**15", "-1", "1.5", "1 mV", "inf", "0/0"] {
        refused(format!("N = {size}\nneurons cells[N] {{ v : 1 }}\nrun 1 ms\n"), &["model.eqs:"]);
    }
    refused("neurons cells[-3] { v : 1 }\nrun 1 ms\n", &["model.eqs:1"]);
}

#[test]
fn more_memory_than_there_is() {
    let variables: String = (0..200).fold(String::new(), |mut text, k| {
        let _ = writeln!(text, "  v{k} : 1");
        text
    });
    let place = Place::new();
    let text = format!("neurons cells[2000000000] {{\n{variables}}}\nrun 1 ms\n");
    place.run_text(text, &[]).fails(1, &["GiB"]);
    assert_eq!(place.content(), ["model.eqs"]);
}

#[test]
fn time_steps_that_cannot_be() {
    for dt in ["0 ms", "0", "-0.1 ms", "1 mV", "inf", "1"] {
        refused(
            format!("dt = {dt}\nneurons cells[1] {{ dv/dt = -v/ms : 1 }}\nrun 1 ms\n"),
            &["model.eqs:1", "dt"],
        );
    }
}

#[test]
fn durations_that_cannot_be() {
    for run in ["run -1 ms", "run 1 mV", "run inf", "run 1e300 s"] {
        refused(format!("neurons cells[1] {{ dv/dt = -v/ms : 1 }}\n{run}\n"), &["model.eqs:2"]);
    }
}

#[test]
fn unknown_names() {
    refused(
        "neurons cells[1] { dv/dt = -v/tau_x : 1 }\nrun 1 ms\n",
        &["tau_x", "names::unknown", "model.eqs:1"],
    );
    refused("neurons cells[1] { v : 1 }\nmonitor v of sells\nrun 1 ms\n", &["sells", "cells"]);
}

#[test]
fn a_cycle_of_constants() {
    refused("a = b + 1\nb = c\nc = 2*a\nneurons cells[a] { v : 1 }\nrun 1 ms\n", &["`a`", "model.eqs:1"]);
    refused("a = a\nneurons cells[a] { v : 1 }\nrun 1 ms\n", &["`a`"]);
}

#[test]
fn a_unit_error_in_every_kind_of_statement() {
    let in_neurons = [
        "dv/dt = 1 mV : volt",
        "v = 1 pA : volt",
        "v : volt; init: v = 1 pA",
        "v : volt; threshold: v > 1 pA",
        "v : volt; threshold: v > 1 mV; reset: v = 1 pA",
        "v : volt; threshold: v > 1 mV; reset: v += 1",
        "v : volt; threshold: v > 1 mV; reset: { s = 1 pA; v = s }",
        "v : volt; threshold: v > 1 mV; refractory: 1 mV",
        "dv/dt = -v/(1 ms) + xi : volt; method: euler",
        "v : volt; y = exp(v) : 1",
        "v : volt; y = v if v > 0 mV else 1 pA : volt",
    ];
    for body in in_neurons {
        refused(format!("neurons cells[2] {{ {body} }}\nrun 1 ms\n"), &["units::", "model.eqs:1"]);
    }
    let in_synapses = [
        "connect: all; on_pre: v += 1 pA",
        "connect: all; on_post: v_pre = 1 second",
        "connect: all; delay: 1 mV",
        "connect: p = 1 mV",
        "connect: v_pre == 1 pA",
        "w : siemens; connect: all; init: w = 1 mV",
    ];
    for body in in_synapses {
        let cells = "neurons cells[2] { v : volt; threshold: v > 1 mV; reset: v = 0 mV }";
        refused(
            format!("{cells}\nsynapses s: cells -> cells {{ {body} }}\nrun 1 ms\n"),
            &["units::", "model.eqs:2"],
        );
    }
    for body in ["connect: indegree = 1 mV", "connect: j = 1 mV"] {
        let cells = "neurons cells[2] { v : volt }";
        let text = format!("{cells}\nsynapses s: cells -> cells {{ {body} }}\nrun 1 ms\n");
        refused(text, &["a voltage", "model.eqs:2"]);
    }
    for top in ["x = 1 mV + 1 pA", "x = 1 mV : amp", "poisson p[1] { rate: 1 ms }"] {
        refused(format!("{top}\nrun 1 ms\n"), &["units::", "model.eqs:1"]);
    }
}

#[test]
fn wrong_settings_from_outside() {
    let place = Place::new();
    place.write("model.eqs", MODEL);
    let wrong: [(&[&str], i32, &[&str]); 16] = [
        (&["--set", "tau"], 2, &["NAME=VALUE"]),
        (&["--set", "=1"], 1, &[]),
        (&["--set", "tau="], 1, &["--set tau"]),
        (&["--set", "tau=10 mV"], 1, &["tau", "--set tau"]),
        (&["--set", "tau=10"], 1, &["tau"]),
        (&["--set", "tua=10 ms"], 1, &["tua", "tau"]),
        (&["--set", "tau=10 ms ms"], 1, &["--set tau"]),
        (&["--set", "tau=1 ms\nrun 5 s"], 1, &[]),
        (&["--set", "cells=3"], 1, &["cells"]),
        (&["--set", "tau=nothing"], 1, &["nothing"]),
        (&["--dt", "0 ms"], 1, &["dt"]),
        (&["--dt", "1 mV"], 1, &["dt"]),
        (&["--duration=-1 s"], 1, &["--duration"]),
        (&["--duration", "ten"], 1, &["ten"]),
        (&["--seed=-1"], 2, &["--seed"]),
        (&["--nonsense"], 2, &["--nonsense"]),
    ];
    for (arguments, code, words) in wrong {
        let said = place.snnc(&[&["run", "model.eqs"], arguments].concat());
        assert!(!said.err.is_empty(), "{arguments:?}");
        assert_eq!(said.code, Some(code), "{arguments:?}:\n{}", said.err);
        said.fails(code, words);
        assert_eq!(place.content(), ["model.eqs"], "{arguments:?}");
    }
    place.snnc(&["run", "model.eqs", "--set", "tau=5 ms", "--set", "tau = 6 ms", "--out", "fine"]).succeeds();
}

#[test]
fn no_arguments_are_wrong_usage() {
    let place = Place::new();
    place.snnc(&[]).fails(2, &["Usage"]);
    place.snnc(&["run"]).fails(2, &["FILE"]);
    place.snnc(&["fly"]).fails(2, &["fly"]);
    assert_eq!(place.snnc(&["--help"]).code, Some(0));
    assert_eq!(place.snnc(&["--version"]).code, Some(0));
}

#[test]
fn a_value_that_is_none_has_an_exit_code_of_its_own() {
    let place = Place::new();
    let text = "neurons cells[3] { dx/dt = x*x/ms : 1; method: euler; init: x = int(i == 2) }\nmonitor x of cells\nrun 20 ms\n";
    place.run_text(text, &["--out", "out"]).fails(3, &["`x`", "`cells`", "element 2", "t = ", "help"]);
    assert!(place.path("out/run.json").is_file() && place.path("out/cells_states.npz").is_file());
}

mod results_folder {
    use super::*;
    use std::path::Path;

    #[test]
    fn of_somebody_else_is_refused() {
        let place = Place::new();
        place.write("model.eqs", MODEL);
        std::fs::create_dir(place.path("thesis")).expect("a folder");
        place.write("thesis/chapter.tex", "dear to me");
        place.snnc(&["run", "model.eqs", "--out", "thesis"]).fails(2, &["thesis", "not empty"]);
        assert_eq!(std::fs::read(place.path("thesis/chapter.tex")).expect("still there"), b"dear to me");
        assert_eq!(place.content(), ["model.eqs", "thesis"]);
    }

    #[test]
    fn that_is_a_file_is_refused() {
        let place = Place::new();
        place.write("model.eqs", MODEL);
        place.write("file", "dear to me");
        place.snnc(&["run", "model.eqs", "--out", "file"]).fails(2, &["file", "not a directory"]);
        place.snnc(&["run", "model.eqs", "--out", "file/below"]).fails(2, &["file/below"]);
        assert_eq!(std::fs::read(place.path("file")).expect("still there"), b"dear to me");
        assert_eq!(place.content(), ["file", "model.eqs"]);
    }

    #[test]
    fn that_holds_more_than_an_older_run_is_refused() {
        let place = Place::new();
        place.run_text(MODEL, &["--out", "out"]).succeeds();
        place.run_text(MODEL, &["--out", "out"]).succeeds();
        place.write("out/notes.txt", "dear to me");
        place.snnc(&["run", "model.eqs", "--out", "out"]).fails(2, &["out", "notes.txt"]);
        assert_eq!(std::fs::read(place.path("out/notes.txt")).expect("still there"), b"dear to me");
    }

    #[cfg(unix)]
    #[test]
    fn behind_a_link_is_replaced_and_the_link_kept() {
        let place = Place::new();
        std::fs::create_dir(place.path("far")).expect("a folder");
        std::os::unix::fs::symlink("far", place.path("near")).expect("a link");
        place.run_text(MODEL, &["--out", "near"]).succeeds();
        assert!(place.path("near").is_symlink());
        assert!(place.path("far/run.json").is_file());
    }

    #[test]
    fn that_is_empty_is_used() {
        let place = Place::new();
        std::fs::create_dir(place.path("empty")).expect("a folder");
        place.run_text(MODEL, &["--out", "empty"]).succeeds();
        assert!(place.path("empty/run.json").is_file());
    }

    #[test]
    fn nowhere() {
        if !Path::new("/proc/self").exists() {
            println!("skipped: there is no /proc, where nobody can write");
            return;
        }
        let place = Place::new();
        place.run_text(MODEL, &["--out", "/proc/nowhere/results"]).fails(2, &["/proc/nowhere/results"]);
    }

    #[cfg(unix)]
    #[test]
    fn without_permission() {
        use std::os::unix::fs::PermissionsExt;
        let place = Place::new();
        place.write("model.eqs", MODEL);
        let locked = place.path("locked");
        std::fs::create_dir(&locked).expect("a folder");
        std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o555)).expect("own folder");
        if std::fs::write(locked.join("probe"), "").is_ok() {
            println!("skipped: this user may write everywhere");
            return;
        }
        place
            .snnc(&["run", "model.eqs", "--out", "locked/results"])
            .fails(2, &["locked/results", "permission denied"]);
        assert_eq!(locked.read_dir().expect("readable").count(), 0);
    }

    /// A limit on the size of files stands for a full disk: writing fails half-way.
    #[cfg(target_os = "linux")]
    #[test]
    fn on_a_full_disk_keeps_the_older_run_alone() {
        let place = Place::new();
        place.run_text(MODEL, &["--out", "out", "--seed", "1"]).succeeds();
        let before = std::fs::read(place.path("out/run.json")).expect("an older run");
        place.write("long.eqs", "neurons cells[100] { v : 1 }\nmonitor v of cells\nrun 100 ms\n");
        for out in ["out", "new/folder"] {
            let script = format!(
                "trap '' XFSZ; ulimit -f 8; exec '{}' run long.eqs --out {out}",
                env!("CARGO_BIN_EXE_snnc")
            );
            let mut shell = std::process::Command::new("sh");
            let output = shell.arg("-c").arg(script).current_dir(place.root()).output().expect("a shell");
            let message = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{message}");
            assert!(message.contains("cannot write results") && message.contains(out), "{message}");
            assert!(!message.contains("panicked"), "{message}");
        }
        assert_eq!(std::fs::read(place.path("out/run.json")).expect("still there"), before);
        assert_eq!(place.content(), ["long.eqs", "model.eqs", "out"]);
    }
}

#[cfg(unix)]
mod standard_output {
    use super::*;
    use std::process::{Command, Stdio};

    fn shell(place: &Place, script: &str) -> (Option<i32>, String) {
        let mut command = Command::new("sh");
        command.arg("-c").arg(script).current_dir(place.root()).env("SNNC", env!("CARGO_BIN_EXE_snnc"));
        let output = command.stdin(Stdio::null()).output().expect("a shell");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    #[test]
    fn that_nobody_reads() {
        let place = Place::new();
        place.write("model.eqs", MODEL);
        for command in [
            "run model.eqs --out out",
            "inspect model.eqs --emit kernels",
            "inspect model.eqs --emit asm",
            "--help",
        ] {
            // The reader is gone before anything is written.
            let script = format!("( sleep 0.2; \"$SNNC\" {command}; echo \"code $?\" >&2 ) | true");
            let (_, err) = shell(&place, &script);
            assert!(err.contains("code 0"), "{command}: {err}");
            assert!(!err.contains("panicked"), "{command}: {err}");
        }
        assert!(place.path("out/run.json").is_file());
    }

    #[test]
    fn on_a_full_disk() {
        if !std::path::Path::new("/dev/full").exists() {
            println!("skipped: there is no /dev/full");
            return;
        }
        let place = Place::new();
        place.write("model.eqs", MODEL);
        for command in [
            "run model.eqs --out out",
            "check model.eqs",
            "check model.eqs --format json",
            "inspect model.eqs --emit plan",
        ] {
            let (code, err) = shell(&place, &format!("\"$SNNC\" {command} > /dev/full"));
            assert_eq!(code, Some(2), "{command}: {err}");
            assert!(err.contains("standard output") && !err.contains("panicked"), "{command}: {err}");
        }
        // What was simulated is kept.
        assert!(place.path("out/run.json").is_file());
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_keeps_its_results() {
    use std::process::{Command, Stdio};
    use std::time::Duration;
    let place = Place::new();
    place.write(
        "long.eqs",
        "neurons cells[10] { dv/dt = 100 Hz : 1; method: euler; threshold: v > 1; reset: v = 0 }\nmonitor count of cells\nrun 1e7 s\n",
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_snnc"));
    command.args(["run", "long.eqs", "--out", "out"]).current_dir(place.root());
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("snnc starts");
    std::thread::sleep(Duration::from_millis(1500));
    let mut kill = Command::new("sh");
    let status = kill.arg("-c").arg(format!("kill -INT {}", child.id())).status().expect("a shell");
    assert!(status.success(), "snnc still runs");
    let output = child.wait_with_output().expect("snnc ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{err}");
    assert!(err.contains("interrupted"), "{err}");
    let text = std::fs::read_to_string(place.path("out/run.json")).expect("results");
    let description: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(description["interrupted"], true);
    assert!(description["duration"].as_f64().is_some_and(|t| t > 0.0 && t < 1e7));
    assert!(place.path("out/cells_count.npz").is_file());
    assert_eq!(place.content(), ["long.eqs", "out"]);
}

#[cfg(unix)]
#[test]
fn building_can_be_interrupted() {
    use std::process::{Command, Stdio};
    use std::time::Duration;
    let place = Place::new();
    place.write(
        "slow.eqs",
        "neurons cells[1000000] { v : 1 }\nsynapses s: cells -> cells { connect: p = 1e-9*exp(-abs(i - j)/1000) }\nrun 1 ms\n",
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_snnc"));
    command.args(["run", "slow.eqs", "--out", "out"]).current_dir(place.root());
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("snnc starts");
    std::thread::sleep(Duration::from_secs(1));
    let mut kill = Command::new("sh");
    let status = kill.arg("-c").arg(format!("kill -INT {}", child.id())).status().expect("a shell");
    assert!(status.success(), "snnc still builds");
    let output = child.wait_with_output().expect("snnc ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{err}");
    assert_eq!(place.content(), ["slow.eqs"]);
}
