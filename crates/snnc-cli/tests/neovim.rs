//! A user of Neovim mends a model: the plugin of `editors/nvim` in the real editor, with the real server.
//!
//! `editors/nvim/test/session.lua` plays the user. Where there is no `nvim`, the tests say so and pass.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const WRONG: &str = "\
# Ten adaptive exponential integrate-and-fire neurons, until the threshold.
C = 104 pF; gL = 4.3 nS; EL = -65 mV; VT = -52 mV; DT = 0.8 mV
a = -0.8 nS; b = 65 pA; tau_w = 88 ms

neurons cells[10] {
    dV/dt = (-gL*(V - EL) + gL*DT*exp((V - VT)/DT) + w)/C : volt (unless refractory)
    dw/dt = (a*(V - EL) - w)/tau_w : mV
    threshold: V > 40 mV
    reset: V = -53 mV; w -= b
    refractory: 2 ms
    init: V = EL
}
monitor spikes of cells
run 100 ms
";

fn plugin() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../editors/nvim")
        .canonicalize()
        .expect("the plugin is there")
}

/// What the user saw; `None` where there is no Neovim.
fn session(steps: &str) -> Option<Value> {
    if Command::new("nvim").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        eprintln!("skipped: there is no `nvim` on the PATH");
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("wrong.eqs"), WRONG).expect("it can be written");
    let plugin = plugin();
    let output = Command::new("nvim")
        .args(["--headless", "--clean", "-n"])
        .args(["--cmd", &format!("set rtp^={}", plugin.display())])
        .args(["--cmd", &format!("let g:snnc_path = '{}'", env!("CARGO_BIN_EXE_snnc"))])
        .arg("-S")
        .arg(plugin.join("test/session.lua"))
        .env("SNNC_STEPS", steps)
        // Nothing of the user's own, and no log in the home folder.
        .envs(
            ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"]
                .map(|name| (name, folder.path())),
        )
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .expect("Neovim starts");
    let told = String::from_utf8_lossy(&output.stderr);
    let report = std::fs::read_to_string(folder.path().join("report.json"));
    let report = report.unwrap_or_else(|error| panic!("no report ({error}): {told}"));
    let report: Value = serde_json::from_str(&report).expect("the report is JSON");
    assert_eq!(report["trouble"], Value::Null, "{report:#}\n{told}");
    Some(report)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

#[test]
fn an_error_is_seen_with_all_its_places() {
    let Some(report) = session("opens") else { return };
    assert_eq!(report["filetype"], "eqs");
    assert_eq!(report["comments"], "# %s");
    let error = &report["wrong"][0];
    assert_eq!(error["code"], "units::mismatch");
    assert_eq!((&error["line"], &error["column"]), (&6.into(), &54.into()));
    assert!(text(&error["message"]).contains("cannot add"), "{error:#}");
    let related = error["related"].as_array().expect("other places");
    let declared = related.iter().find(|it| text(&it["message"]).contains("declared in mV here"));
    assert_eq!(declared.expect("the declaration")["line"], 7);
}

#[test]
fn a_model_is_coloured() {
    let Some(report) = session("opens,colours") else { return };
    let colours = &report["colours"];
    let expected = [
        ("comment", "eqsComment"),
        ("item", "eqsItem"),
        ("group", "eqsGroup"),
        ("number", "eqsNumber"),
        ("unit", "eqsUnitOfNumber"),
        ("word_in_comment", "eqsComment"),
        ("section", "eqsSection"),
        ("flag", "eqsFlag"),
        ("function", "eqsFunction"),
    ];
    for (what, group) in expected {
        assert_eq!(colours[what], group, "{what}: {colours:#}");
    }
}

#[test]
fn the_first_fix_that_is_offered_mends_the_model() {
    let Some(report) = session("opens,mends") else { return };
    let offered: Vec<_> = report["offered"].as_array().expect("a list").iter().map(text).collect();
    assert_eq!(offered, ["Declare it in pA", "Explain units::mismatch"]);
    assert_eq!(report["mended_diagnostics"], 0);
    assert_eq!(
        text(&report["mended"]).trim_end(),
        WRONG.replace("mV\n    threshold", "pA\n    threshold").trim_end()
    );
}

#[test]
fn the_page_of_a_code_is_shown() {
    let Some(report) = session("opens,explains") else { return };
    let page = text(&report["page"]);
    assert!(page.starts_with("# ") && page.contains("## Mended"), "{page}");
}

/// The model, mended.
fn right() -> String {
    WRONG.replace("mV\n    threshold", "pA\n    threshold")
}

#[test]
fn names_are_known() {
    let Some(report) = session("opens,mends,hovers,finds_definitions,completes,renames") else { return };
    let hover = text(&report["hover"]);
    assert!(hover.contains("tau_w") && hover.contains("88 ms"), "{hover}");
    assert_eq!(report["definition"], 3);
    let completions: Vec<_> = report["completions"].as_array().expect("a list").iter().map(text).collect();
    // After `w += ta` in a reset.
    assert!(completions.contains(&"tau_w") && !completions.contains(&"neurons"), "{completions:?}");
    assert_eq!(text(&report["renamed"]).trim_end(), right().replace("tau_w", "tau_adaptation").trim_end());
}

#[test]
fn a_model_is_formatted_as_on_the_command_line() {
    let Some(report) = session("opens,formats") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("wrong.eqs");
    std::fs::write(&path, WRONG).expect("it can be written");
    let status = Command::new(env!("CARGO_BIN_EXE_snnc")).arg("fmt").arg(&path).status();
    assert!(status.expect("it starts").success());
    let formatted = std::fs::read_to_string(&path).expect("it is there");
    assert_ne!(formatted, WRONG);
    assert_eq!(text(&report["formatted"]).trim_end(), formatted.trim_end());
}

#[test]
fn what_is_found_is_listed() {
    let Some(report) = session("makes") else { return };
    let [found] = report["listed"].as_array().expect("a list").as_slice() else { panic!("{report:#}") };
    assert_eq!((&found["line"], &found["column"], &found["kind"]), (&6.into(), &54.into(), &"e".into()));
    assert!(text(&found["text"]).contains("cannot add"), "{found:#}");
}
