//! `snnc run --profile`: where the time goes.

mod support;

use serde_json::Value;
use support::{MODEL, Place};

/// Something of most kinds of what is done in a step.
const CONSTRUCTS: &str = "\
seed = 3
neurons g[70] {
  dv/dt = (2 - v)/(10 ms) + 0.1*xi/sqrt(10 ms) : 1
  s = 2*c : 1 (shared)
  c : 1 (shared)
  I : 1
  threshold: v > 1
  reset: v = 0
  event high: v > 0.5
  on_event high: I += 0
  every 1 ms: c += 1
}
synapses net: g -> g {
  dw/dt = -w/(20 ms) : 1 (clock-driven)
  I_post = w : 1 (summed)
  connect: p = 0.2
  on_pre: v += 0.01
  on_post: w += 0.1
  delay: (1 + rand())*ms
}
monitor spikes of g with v
monitor v, s of g
monitor w of net[:5]
monitor rate of g
monitor high of g
run 20 ms
";

fn description(place: &Place, folder: &str) -> Value {
    let text = std::fs::read_to_string(place.path(folder).join("run.json")).expect("run.json");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn everything_that_is_done_in_a_step_is_in_it() {
    let place = Place::new();
    let said = place.run_text(MODEL, &["--out", "out", "--profile", "--threads", "1"]);
    said.succeeds();
    let run = description(&place, "out");
    let profile = &run["profile"];
    let operations = profile["operations"].as_array().expect("operations");
    let find = |name: &str| {
        let found = operations.iter().find(|it| it["name"] == name);
        found.unwrap_or_else(|| panic!("no {name} in {profile}"))
    };
    let of = |name: &str, what: &str| find(name)[what].as_u64().expect(what);
    let spikes = run["groups"]["cells"]["spikes"].as_u64().expect("spikes");
    assert_eq!((of("cells/update", "steps"), of("cells/update", "items")), (300, 1200));
    assert_eq!(of("cells/spikes", "items"), spikes);
    assert_eq!(of("cells/reset", "items"), spikes);
    assert_eq!(of("ring/on_pre/pre", "items"), spikes, "each cell has one synapse");
    assert_eq!(of("cells_states/monitor", "items"), 300 * 2 * 2);
    assert_eq!(of("cells_spikes/monitor", "items"), spikes);
    for operation in operations {
        let name = operation["name"].as_str().expect("a name");
        assert!(said.out.contains(name), "{name} is not in the table:\n{}", said.out);
    }
    let seconds = |value: &Value| value.as_f64().expect("a number");
    let times: Vec<f64> = operations.iter().map(|it| seconds(&it["time"])).collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "{times:?}");
    let all = times.iter().sum::<f64>() + seconds(&profile["rest"]) + seconds(&profile["waiting"]);
    assert!((all - seconds(&run["timings"]["run"])).abs() < 1e-6, "{run}");
    assert!(seconds(&profile["bandwidth"]) > 1e8);
}

#[test]
fn nothing_is_measured_unless_asked_for() {
    let place = Place::new();
    let said = place.run_text(MODEL, &["--out", "out"]);
    said.succeeds();
    assert!(description(&place, "out").get("profile").is_none());
    assert!(!said.out.contains("traffic"));
}

#[test]
fn it_changes_no_result_and_knows_all_constructs() {
    let place = Place::new();
    let mut archives = vec![];
    for (folder, options) in [
        ("plain", &[][..]),
        ("one", &["--profile", "--threads", "1"][..]),
        ("two", &["--profile", "--threads", "2"][..]),
    ] {
        place.run_text(CONSTRUCTS, &[&["--out", folder], options].concat()).succeeds();
        let read = |name: &str| std::fs::read(place.path(&format!("{folder}/{name}.npz"))).expect(name);
        archives.push(["g_spikes", "g_states", "net_states", "g_rate"].map(read));
    }
    assert!(archives[0] == archives[1] && archives[0] == archives[2]);
}
