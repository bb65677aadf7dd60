//! Completions at a mark in a text.

use crate::shown::at_mark;
use snnc_lang::editor::{Completion, completions};
use snnc_lang::files::{Disk, Files};
use std::collections::BTreeMap;

fn with_files(marked: &str, files: &dyn Files) -> Vec<Completion> {
    let (analysis, place) = at_mark(marked);
    completions(&analysis, place, files)
}

fn offered(marked: &str) -> Vec<Completion> {
    with_files(marked, &Disk)
}

/// The first labels.
fn first(marked: &str, count: usize) -> Vec<String> {
    offered(marked).into_iter().take(count).map(|it| it.label).collect()
}

fn has(marked: &str, label: &str) -> bool {
    offered(marked).iter().any(|it| it.label == label)
}

/// A model with a cursor in its only block.
fn cells(line: &str) -> String {
    format!(
        "tau = 10 ms;  Vt = -50 mV;  Vr = -65 mV;  gL = 10 nS;  C = 200 pF;  k = 3\n\
         neurons cells[10] {{\n    dv/dt = (Vr - v + w/gL)/tau : volt (unless refractory)\n    \
         dw/dt = -w/tau : amp\n    x : 1\n    {line}\n}}\n"
    )
}

#[test]
fn after_a_comparison_come_names_of_the_same_dimension() {
    assert_eq!(first(&cells("threshold: v > |"), 3), ["v", "Vt", "Vr"]);
    assert_eq!(first(&cells("threshold: v > V|"), 3), ["v", "Vt", "Vr"]);
}

#[test]
fn a_refractory_period_is_a_time() {
    assert_eq!(first(&cells("refractory: |"), 1), ["tau"]);
    assert_eq!(first(&cells("refractory: ta|"), 1), ["tau"]);
}

#[test]
fn a_function_takes_what_it_takes() {
    assert_eq!(first(&cells("y = exp(|) : 1"), 2), ["x", "k"]);
    assert_eq!(first(&cells("y = exp((v - |)/Vt) : 1"), 3), ["v", "Vt", "Vr"]);
}

#[test]
fn what_is_open_at_the_cursor_is_mended() {
    // The other operand of a sum tells.
    assert_eq!(first(&cells("dy/dt = (Vr - |"), 3), ["v", "Vt", "Vr"]);
    // The unit of the equation tells.
    assert_eq!(first(&cells("dy/dt = (|)/tau : volt"), 3), ["v", "y", "Vt"]);
    assert_eq!(first(&cells("dy/dt = (|/tau : volt"), 3), ["v", "y", "Vt"]);
    assert_eq!(first(&cells("dy/dt = gL*(|)/C : volt"), 3), ["v", "y", "Vt"]);
}

#[test]
fn statements_want_the_dimension_of_their_target() {
    assert_eq!(first(&cells("reset: v = |"), 3), ["v", "Vt", "Vr"]);
    assert_eq!(first(&cells("reset: v = Vr; w += |"), 1), ["w"]);
    assert_eq!(first(&cells("reset: { v = Vr; w *= |"), 2), ["x", "k"]);
    assert_eq!(first(&cells("init: {\n        |\n    }"), 3), ["v", "w", "x"]);
}

#[test]
fn local_names_are_known_in_their_section() {
    assert!(has(&cells("reset: { jump = 2*mV; v = |\n    }"), "jump"));
    assert!(!has(&cells("reset: { v = |; jump = 2*mV\n    }"), "jump"));
}

#[test]
fn after_a_number_come_units() {
    assert_eq!(first(&cells("threshold: v > 10 |"), 1), ["mV"]);
    assert_eq!(first(&cells("refractory: 10 |"), 1), ["ms"]);
    assert_eq!(first(&cells("refractory: 10m|"), 1), ["ms"]);
    assert!(has(&cells("refractory: 10 m|"), "us"));
}

#[test]
fn after_a_colon_comes_the_unit_that_fits() {
    assert_eq!(first(&cells("y = gL*(v - Vr) : |"), 1), ["amp"]);
    assert_eq!(first(&cells("dy/dt = v/tau : |"), 1), ["volt"]);
    assert_eq!(first(&cells("y = v > Vt : |"), 1), ["boolean"]);
    assert_eq!(first(&cells("y = v/Vt : |"), 1), ["1"]);
    assert!(has(&cells("y : |"), "integer"));
}

#[test]
fn flags_fit_the_kind_of_equation() {
    assert_eq!(first(&cells("dy/dt = v/tau : volt (|)"), 9), ["unless refractory", "shared"]);
    assert_eq!(first(&cells("dy/dt = v/tau : volt (|"), 9), ["unless refractory", "shared"]);
    assert_eq!(first(&cells("y : 1 (|)"), 9), ["constant", "shared"]);
    assert_eq!(first(&cells("y = 2*v : volt (|)"), 9), ["constant over dt", "shared", "linked"]);
    assert_eq!(first(&cells("y = 2*v : volt |"), 1), ["(constant over dt)"]);
    assert_eq!(first(&cells("y = 2*v : volt (shared, |)"), 9), ["constant over dt", "linked"]);
}

#[test]
fn a_variable_of_an_end_is_a_sum() {
    assert_eq!(first(&network("synapses x: exc -> inh { u : volt; v_post = u : volt (|) }"), 1), ["summed"]);
}

#[test]
fn a_block_is_offered_the_sections_that_it_lacks() {
    let text = cells("threshold: v > Vt\n    |");
    assert_eq!(first(&text, 3), ["dx/dt", "reset", "refractory"]);
    assert!(!has(&text, "threshold"));
    assert!(!has(&text, "connect"));
    assert!(first(&cells("th|"), 3).contains(&"threshold".to_string()));
    // It may be a statement of the reset, too.
    assert!(has(&cells("reset: v = Vr; |"), "w"));
    assert!(has(&cells("reset: v = Vr; |"), "init"));
}

#[test]
fn items_begin_with_keywords() {
    assert_eq!(first("|", 2), ["neurons", "synapses"]);
    assert_eq!(first("tau = 10 ms\nneu|", 1), ["neurons"]);
    let neurons = offered("|").into_iter().find(|it| it.label == "neurons").expect("neurons");
    assert!(neurons.snippet && neurons.text.contains("${1:"));
    assert_eq!(first("repeat 3 { | }", 1), ["run"]);
    assert!(!has("repeat 3 { | }", "neurons"));
}

const NETWORK: &str = "\
model LIF(tau = 20 ms, El = -65 mV) {
    dv/dt = (El - v)/tau : volt   # membrane potential
    threshold: v > -50 mV
    reset: v = El
}
model FastLIF is LIF(tau = 5 ms)
model Static(w = 1 mV) { on_pre: v += w }
neurons exc[80] is LIF { dg/dt = -g/tau : siemens; event burst: v > -40 mV }
neurons inh[20] is FastLIF
group some = exc[:10]
synapses ee: exc -> exc { w : volt; connect: all; on_pre: v += w; on_post back: w *= 0.5 }
";

fn network(line: &str) -> String {
    format!("{NETWORK}{line}")
}

#[test]
fn models_are_offered_after_is() {
    assert_eq!(first(&network("neurons x[2] is |"), 2), ["FastLIF", "LIF"]);
    assert_eq!(first(&network("neurons x[2] is | { }"), 2), ["FastLIF", "LIF"]);
    assert_eq!(first(&network("synapses x: exc -> inh is |"), 1), ["Static"]);
    assert_eq!(first(&network("neurons x[2] is LIF(|"), 2), ["tau", "El"]);
    assert_eq!(first(&network("neurons x[2] is LIF(El = -60 mV, |)"), 1), ["tau"]);
    assert!(!has(&network("neurons x[2] is LIF(El = -60 mV, |)"), "El"));
    assert_eq!(first(&network("neurons x[2] is LIF(El = 3 |)"), 1), ["mV"]);
}

#[test]
fn groups_are_offered_where_one_is_named() {
    for line in ["monitor v of |", "synapses s: | -> exc { }", "synapses s: exc -> |", "save |"] {
        let labels = first(&network(line), 10);
        for group in ["exc", "inh", "some"] {
            assert!(labels.contains(&group.to_string()), "{line}: {labels:?}");
        }
    }
    assert!(!has(&network("group g = |"), "ee"));
}

#[test]
fn variables_follow_the_dot_of_their_group() {
    assert_eq!(first(&network("exc.|"), 2), ["v", "g"]);
    assert_eq!(first(&network("exc[:10].|"), 2), ["v", "g"]);
    assert_eq!(first(&network("some.|"), 2), ["v", "g"]);
    assert_eq!(first(&network("run 1 s until any(exc.|"), 2), ["v", "g"]);
    assert_eq!(first(&network("exc.v = |"), 1), ["v"]);
    assert_eq!(first(&network("poisson_input p: exc.| { n: 2 }"), 2), ["v", "g"]);
    assert_eq!(first(&network("restore \"a\" except exc.|"), 2), ["v", "g"]);
}

#[test]
fn synapses_know_the_variables_of_both_ends() {
    let text = network("synapses x: exc -> inh { u : 1; on_pre: v_post += | }");
    let labels = first(&text, 100);
    for name in ["v_post", "v", "v_pre", "g_pre", "u", "i", "j", "N_incoming", "lastspike_pre", "rand"] {
        assert!(labels.contains(&name.to_string()), "{name}: {labels:?}");
    }
    assert!(["v", "v_post", "v_pre"].contains(&labels[0].as_str()), "{labels:?}");
    assert!(!labels.contains(&"g_post".to_string()));
    let events = network("synapses x: exc -> inh { on_pre a (event = |): v += 1 mV }");
    assert!(has(&events, "burst"));
    assert_eq!(first(&network("synapses x: exc -> inh { on_pre up: v += 1 mV; delay |: 1 ms }"), 1), ["up"]);
}

#[test]
fn rules_have_clauses() {
    let labels = first(&network("synapses x: exc -> inh { connect: | }"), 100);
    for clause in ["all", "p", "indegree", "i != j", "skip_if_invalid", "pairs", "file"] {
        assert!(labels.contains(&clause.to_string()), "{labels:?}");
    }
    assert!(has(&network("synapses x: exc -> inh { connect: i != j, | }"), "p"));
    assert!(has(&network("synapses x: exc -> inh { connect: j = k for k in | }"), "sample"));
    assert!(has(&network("synapses x: exc -> inh { connect: i != | }"), "j"));
}

#[test]
fn methods_slots_and_kinds_of_monitors() {
    assert_eq!(first(&cells("method: |"), 8).len(), 8);
    assert!(has(&cells("method: eu|"), "exponential_euler"));
    assert!(has(&network("set exc.method = |"), "rk4"));
    assert_eq!(first(&network("set exc.|"), 9), ["method"]);
    assert!(has(&network("monitor v of exc at |"), "before_resets"));
    assert!(has(&cells("every 1 ms at |: v = Vr"), "start"));
    let labels = first(&network("monitor | of exc"), 9);
    for kind in ["spikes", "count", "rate", "v", "g", "burst"] {
        assert!(labels.contains(&kind.to_string()), "{labels:?}");
    }
    assert!(!has(&network("monitor | of inh"), "g"));
    assert_eq!(first(&network("monitor spikes of exc with |"), 2), ["v", "g"]);
    let words = first(&network("monitor spikes of exc |"), 9);
    assert_eq!(words, ["at", "every", "with"]);
    assert_eq!(first(&network("run 1 s |"), 99).last().map(String::as_str), Some("until"));
}

#[test]
fn the_protocol_knows_its_labels_constants_and_loops() {
    let text = network("store \"trained\"\nrestore \"|\"");
    assert_eq!(first(&text, 2), ["trained"]);
    assert_eq!(first(&network("store \"trained\"\nrestore |"), 2), ["\"trained\""]);
    assert!(has("tau = 1 ms\nset |", "tau"));
    assert_eq!(first("tau = 1 ms;  n = 2;  big = 1 s\nset tau = |", 2), ["tau", "big"]);
    assert!(has("for x in [1, 2] ms { run | }", "x"));
    assert_eq!(first("n = 2;  long = 1 s\nrun |", 1), ["long"]);
    assert!(has(&network("run 1 s until |"), "any"));
}

#[test]
fn files_beside_the_model_can_be_imported() {
    let file = |name: &str| (name.to_string(), vec![]);
    let files = BTreeMap::from([
        file("model.eqs"),
        file("lif.eqs"),
        file("cells/adex.eqs"),
        file("notes.txt"),
        file("i.npy"),
    ]);
    let labels =
        |text: &str| -> Vec<String> { with_files(text, &files).into_iter().map(|it| it.text).collect() };
    assert_eq!(labels("import \"|\""), ["lif.eqs", "cells/"]);
    assert_eq!(labels("import \"|"), ["lif.eqs", "cells/"]);
    assert_eq!(labels("import \"cells/a|\""), ["cells/adex.eqs"]);
    assert_eq!(labels("import |"), ["\"lif.eqs\"", "\"cells/\""]);
    assert_eq!(labels("x = load(\"|\") nA"), ["i.npy", "cells/"]);
}

#[test]
fn nothing_is_offered_where_a_name_is_made_or_in_a_comment() {
    assert_eq!(first("neurons |", 9), Vec::<String>::new());
    assert_eq!(first("tau = 1 ms # ta|", 9), Vec::<String>::new());
    assert_eq!(first("store \"|\"", 9), Vec::<String>::new());
    assert_eq!(first("timed |", 9), Vec::<String>::new());
}

#[test]
fn what_is_offered_says_what_it_is() {
    let all = offered(&network("neurons x[2] is LIF { threshold: v > | }"));
    let v = all.iter().find(|it| it.label == "v").expect("v");
    assert_eq!(v.detail, "volt");
    assert!(v.documentation.contains("membrane potential"), "{}", v.documentation);
    let el = all.iter().find(|it| it.label == "El").expect("El");
    assert_eq!(el.detail, "-65 mV");
    let exp = all.iter().find(|it| it.label == "exp").expect("exp");
    assert!(exp.documentation.contains("dimensionless"));
}

#[test]
fn the_word_at_the_cursor_is_replaced() {
    let (analysis, place) = at_mark("tau_m = 1 ms\nx = tau|_m + 2 ms");
    let all = completions(&analysis, place, &Disk);
    let tau = all.iter().find(|it| it.label == "tau_m").expect("tau_m");
    assert_eq!(crate::shown::slice(&analysis, tau.replaces), "tau_m");
}
