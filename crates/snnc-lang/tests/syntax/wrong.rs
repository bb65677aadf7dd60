//! Wrong inputs and what is told of them.

use crate::show::told;

/// Inputs and their diagnostics, one after the other.
fn report(inputs: &[&str]) -> String {
    let shown = inputs.iter().map(|text| {
        let report = told(text);
        assert!(!report.is_empty(), "nothing is told of\n{text}");
        format!("{}\n\n{report}", text.trim_end())
    });
    shown.collect::<Vec<_>>().join(&format!("\n{}\n", "-".repeat(60)))
}

/// The same, each inside of a `neurons` block.
fn in_neurons(inputs: &[&str]) -> String {
    let wrapped: Vec<String> =
        inputs.iter().map(|text| format!("neurons g[1] {{\n    {text}\n}}\n")).collect();
    report(&wrapped.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The same, each inside of a `synapses` block.
fn in_synapses(inputs: &[&str]) -> String {
    let wrapped: Vec<String> =
        inputs.iter().map(|text| format!("synapses s: a -> b {{\n    {text}\n}}\n")).collect();
    report(&wrapped.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn operators() {
    insta::assert_snapshot!(report(&[
        "x = a^2",
        "x = 2 ms^2",
        "x = a && b || !c",
        "x = a ≤ b × c − d",
        "x = a =< b",
        "x = a <> b",
        "x = 2(y + 1)",
        "x = 10 mV ms",
        "x = 2 sin(y)",
        "x = (a)(b)",
        "x = 2**3 mV",
        "x = 3 ms**2**2",
        "x = a == not b",
        "x = (a + b)²",
        "x = y = 3",
        "x = a if b = 3 else c",
        "x = a if b",
        "x = a +",
        "x = a +\ny = 3",
        "x = 10 mV    # comment\n  + 3 ms ms  # comment\n  + 3",
        "x = * a",
        "x = a ** ",
    ]));
}

#[test]
fn brackets_and_strings() {
    insta::assert_snapshot!(report(&[
        "x = (1 + 2\ny = 3\nneurons g[1] { }\n",
        "x = clip(\n    a,\n    b\ny = 3\n",
        "neurons g[1] {\n    dv/dt = -(v/tau : 1\n    threshold: v > 1\n}\nrun 1 s\n",
        "neurons g[1] {\n    threshold: v > 1\n\nneurons h[1] { }\nrun 1 s\n",
        "x = f(1, 2]\n",
        "x = 1)\n",
        "}\nx = 1\n",
        "neurons g[1] { } }\nx = 1\n",
        "I = load(\"i0.npy) nA\n",
        "import 'cells.eqs'\n",
        "import cells\n",
        "eqs = '''\ndv/dt = -v/tau : 1\n'''\n",
        "x = 5 $ 3\n",
        "x = a ? b : c\n",
        "x = “5”\n",
        "x = 3 s⁻¹\n",
        "x = 1 \\\n  + 2\n",
    ]));
}

#[test]
fn numbers_and_names() {
    insta::assert_snapshot!(report(&[
        "x = 9223372036854775808",
        "x = 1e999",
        "x = 1e-999",
        "x = 1_000",
        "x = 10.0.5",
        "_x = 5\ny = _x\n",
        "run = 5",
        "if = 5",
        "x = for",
        "f = lambda x: 2*x",
        "x = [k*ms for k in range(5)]",
    ]));
}

#[test]
fn lines() {
    insta::assert_snapshot!(report(&[
        "x\n    = 5\n",
        "neurons g[1]\n{\n    threshold: v > 1\n}\n",
        "neurons g[1] { } neurons h[1] { }\n",
        "neurons g[1] { v :\n  volt\n }\n",
        "x = {1, 2}\n",
        "monitor spikes of g { }\n",
        "x = 1 y = 2\n",
    ]));
}

#[test]
fn items() {
    insta::assert_snapshot!(report(&[
        "neuron cortex[5] { }",
        "synapse s: a -> b { }",
        "print x",
        "neurons cortex { }",
        "neurons cortex[] { }",
        "neurons cortex[5]",
        "neurons [5] { }",
        "poisson p[5] is LIF { rate: 5 Hz }",
        "synapses exc -> inh { }",
        "synapses s: a b { }",
        "synapses s: a => b { }",
        "synapses s: a { }",
        "synapses s: a -> { }",
        "poisson_input cortex.v { n: 5; rate: 1 Hz; weight: 1 mV }",
        "poisson_input d: cortex { n: 5; rate: 1 Hz; weight: 1 mV }",
        "group g = ",
        "tau: 20 ms",
        "tau := 20 ms",
        "tau += 20 ms",
        "cortex[:80] = 5",
        "threshold: v > 1",
        "dv/dt = -v/tau : volt",
        "timed x = [1] every 1 ms every 2 ms",
        "model M(tau = ) { }",
        "f(2) = 3",
        "x",
        "= 5",
    ]));
}

#[test]
fn equations() {
    insta::assert_snapshot!(in_neurons(&[
        "dv/dt = -v/tau",
        "dv/dt = -v/tau (unless refractory)",
        "dv/dt = -v/tau : volt (unles refractory)",
        "dv/dt = -v/tau : volt (foo)",
        "dv/dt : volt",
        "dv/dt -v/tau : volt",
        "I = g*v",
        "v",
        "x : volt\n    y : metre +\n    z : 1",
        "x : ",
        "tau : 10 ms",
        "x : g*(v - E)",
        "x : 5",
        "x : volt volt",
        "d2/dt = 3 : 1",
        "v' = -v/tau : volt",
        "w += b",
        "threshold = 5 : 1",
        "dv/dt = -v/tau : mV^2",
    ]));
}

#[test]
fn sections() {
    insta::assert_snapshot!(in_neurons(&[
        "treshold: v > 1",
        "threshold = v > 1",
        "threshold v > 1",
        "threshold: \"v > 1\"",
        "threshold: v = 1",
        "threshold:",
        "threshold:\n    reset: v = 0",
        "foo: v > 1",
        "threshold: { v > 1 }",
        "reset: \"v = 0\"",
        "reset { v = 0 }",
        "reset: { v = 0; threshold: v > 1 }",
        "reset: v = 0; w",
        "reset: v = w = 0",
        "reset: v = 0\n    I = g*v\n",
        "rate: 15 Hz",
        "connect: all",
        "on_pre: v += 1",
        "event: v > 1",
        "on_spike: v = 0",
        "foo: { x = 1 }",
        "method: euler euler",
        "every : x = 1",
        "monitor v of g",
    ]));
}

#[test]
fn poisson_and_spikes() {
    insta::assert_snapshot!(report(&[
        "poisson p[5] { threshold: v > 1 }",
        "poisson p[5] { rate = 5 Hz }",
        "poisson p[5] { rate = 5 Hz : Hz }",
        "spikes s[5] { v : volt }",
        "poisson_input d: g.v { n: 5; rate: 1 Hz; weigth: 1 mV }",
    ]));
}

#[test]
fn connections() {
    insta::assert_snapshot!(in_synapses(&[
        "connect: prob = 0.1",
        "connect: p: 0.1",
        "connect: i = = j",
        "connect: k for k in range(3)",
        "connect: p = k for k in range(3)",
        "connect: p = 0.5 as k",
        "connect: alll",
        "connect: all,, p = 0.1",
        "connect: i != j && i > 3, p = 0.1 0.2",
        "connect: file edges",
        "on_pre up (events = ca): v += 1",
        "threshold: v > 1",
        "delay = 2 ms",
    ]));
}

#[test]
fn monitors_and_protocol() {
    insta::assert_snapshot!(report(&[
        "monitor cortex",
        "monitor V cortex",
        "monitor V[0] of cortex",
        "monitor spikes, V of cortex",
        "monitor V of cortex every",
        "monitor V of cortex evry 1 ms",
        "monitor V of cortex at end at start",
        "run",
        "run 1 s untill x",
        "store trained",
        "restore",
        "repeat 3",
        "repeat 3 { x = 5; neurons g[1] { }; run 1 s }",
        "for x [1, 2] { run 1 s }",
        "set tau 20 ms",
        "save s",
        "montior V of cortex",
        "cortex.v : 5",
        "g.v = 5 : volt",
    ]));
}

#[test]
fn several_at_once() {
    insta::assert_snapshot!(report(&["\
tau = 10 $ ms
neurons g[10 {
    dv/dt = -v^2/tau
    treshold: v > 1
    reset: v = 0 0
}
synapses s: g g {
    connect: prob = 1
    on_pre: v += w
}
mointor v of g
run 1 s
"]));
}
