//! Signatures of the call around a mark.

use crate::shown::at_mark;
use snnc_lang::editor::{Signature, signature};

const MODEL: &str = "\
alpha(V, k) = 0.1/mV*V*k           # opens the gate
timed stim = [0, 1] nA every 1 ms
timed waves[3] = sin(t/ms + i) every 1 ms for 3 ms
model LIF(tau = 20 ms, El = -65 mV) { dv/dt = (El - v)/tau : volt }
neurons g[2] {
    dv/dt = -v/(10 ms) : volt
";

fn help(line: &str) -> Option<Signature> {
    let (analysis, place) = at_mark(&format!("{MODEL}    {line}\n}}\n"));
    signature(&analysis, place)
}

/// The label, and the parameter that is being written.
fn shown(signature: Option<Signature>) -> (String, String) {
    let signature = signature.expect("a call");
    let active = signature.parameters.get(signature.active).cloned();
    let active = active.map_or(String::new(), |range| signature.label[range].to_string());
    (signature.label, active)
}

fn is(line: &str, label: &str, active: &str) {
    assert_eq!(shown(help(line)), (label.to_string(), active.to_string()), "{line}");
}

#[test]
fn functions_of_the_language_say_their_parameters() {
    is("x = clip(|", "clip(x, lo, hi)", "x");
    is("x = clip(v, |", "clip(x, lo, hi)", "lo");
    is("x = clip(v, min(1, 2), |) : volt", "clip(x, lo, hi)", "hi");
    is("x = clip(v, min(1, |2), 3) : volt", "min(x, y, …)", "y");
    is("x = min(1, 2, 3, |) : 1", "min(x, y, …)", "y");
    is("x = exp((v - |)/mV) : 1", "exp(x)", "x");
    is("x = clip(v[1, 2|], 3) : volt", "clip(x, lo, hi)", "x");
    assert!(help("x = exp(|").expect("a call").documentation.contains("dimensionless"));
    assert_eq!(help("x = (v - |)/mV : 1"), None);
    assert_eq!(help("x = exp(v)| : 1"), None);
    // One argument too many.
    is("x = exp(1, |) : 1", "exp(x)", "");
}

#[test]
fn functions_and_timed_arrays_of_the_file_too() {
    is("x = alpha(v, |", "alpha(V, k)", "k");
    let called = help("x = alpha(|").expect("a call");
    assert!(called.documentation.contains("opens the gate"), "{}", called.documentation);
    assert!(called.documentation.contains("0.1/mV*V*k"), "{}", called.documentation);
    is("x = stim(|", "stim(t)", "t");
    is("x = waves(t, |", "waves(t, i)", "i");
    assert!(help("x = stim(|").expect("a call").documentation.contains("in A"));
}

#[test]
fn models_show_the_values_of_their_parameters() {
    let help = |line: &str| {
        let (analysis, place) = at_mark(&format!("{MODEL}}}\n{line}\n"));
        signature(&analysis, place)
    };
    let label = "LIF(tau = 20 ms, El = -65 mV)".to_string();
    assert_eq!(shown(help("neurons x[2] is LIF(|")), (label.clone(), "tau = 20 ms".into()));
    assert_eq!(shown(help("neurons x[2] is LIF(1 ms, |)")), (label.clone(), "El = -65 mV".into()));
    assert_eq!(shown(help("neurons x[2] is LIF(El = |, tau = 2 ms)")), (label.clone(), "El = -65 mV".into()));
    assert_eq!(shown(help("model M is LIF(El = exp(|")).0, "exp(x)");
    assert_eq!(shown(help("run 1 s until any(|")), ("any(condition)".into(), "condition".into()));
}
