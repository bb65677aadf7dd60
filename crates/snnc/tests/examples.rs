//! The examples do what they say.

use std::path::PathBuf;
use std::process::Command;

/// Cargo builds the examples of a package before its tests, into a folder beside theirs.
fn example(name: &str) -> String {
    let test = std::env::current_exe().expect("a test is a program");
    let profile = test.parent().and_then(|deps| deps.parent()).expect("target/PROFILE/deps/TEST");
    let path: PathBuf = profile.join("examples").join(name).with_extension(std::env::consts::EXE_EXTENSION);
    let output = Command::new(&path).output().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{name}: {err}");
    assert_eq!(err, "");
    out.into_owned()
}

#[test]
fn run_model() {
    let out = example("run_model");
    assert!(out.contains("spikes in 2 s") && out.contains("V on average"), "{out}");
}

#[test]
fn step_by_step() {
    let out = example("step_by_step");
    assert!(out.contains("after 600 ms"), "{out}");
    // The voltages wanted are reached, with the currents of Ohm's law.
    assert!(out.contains("-65.00 mV are held by") && out.contains("-50.00 mV are held by 150.0 pA"), "{out}");
}

#[test]
fn sweep() {
    let out = example("sweep");
    let rates: Vec<f64> =
        out.lines().skip(1).filter_map(|line| line.split_whitespace().rev().nth(1)?.parse().ok()).collect();
    assert_eq!(rates.len(), 4, "{out}");
    assert!(rates[0] > rates[3] && rates[3] > 0.0, "adaptation slows cells down: {out}");
}
