//! What the checker makes of groups, synapses, monitors and the protocol: the text form of the checked model.

use snnc_lang::check::StdArithmetic;
use snnc_lang::files::Disk;
use snnc_lang::{SourceId, Sources, check, syntax};

/// The text form of a model about which there is nothing to say.
fn model(text: &str) -> String {
    let sources = Sources::single("test.eqs", text);
    let parse = syntax::parse(sources.get(SourceId(0)));
    let checked = check::check(&parse.file, &sources, &[], &StdArithmetic, &Disk);
    assert!(parse.diagnostics.is_empty(), "{:#?}", parse.diagnostics);
    assert!(checked.diagnostics.is_empty(), "{:#?}", checked.diagnostics);
    checked.model.expect("a model without errors").to_string()
}

/// The codes of all findings, in order.
fn codes(text: &str) -> Vec<&'static str> {
    let sources = Sources::single("test.eqs", text);
    let parse = syntax::parse(sources.get(SourceId(0)));
    assert!(parse.diagnostics.is_empty(), "{:#?}", parse.diagnostics);
    let checked = check::check(&parse.file, &sources, &[], &StdArithmetic, &Disk);
    checked.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

const ADEX: &str = "
N  = 100
Ne = 4*N // 5                       # the first Ne cells are excitatory

C  = 104 pF;  gL = 4.3 nS;  EL = -65 mV;  VT = -52 mV;  DT = 0.8 mV
Vs = 40 mV;   Vr = -53 mV
a  = -0.8 nS; b  = 65 pA;   tau_w = 88 ms
Ee = 0 mV;    Ei = -80 mV;  tau_g = 7 ms
noise  = 8 pA * sqrt(second)
p_conn = 0.05
we = 10 nS / (N*p_conn)
wi = 4*we

neurons cortex[N] {
    dV/dt  = (-gL*(V - EL) + gL*DT*exp((V - VT)/DT) - I - w - noise*xi)/C : volt
    dw/dt  = (a*(V - EL) - w)/tau_w                                       : amp
    dge/dt = -ge/tau_g                                                    : siemens
    dgi/dt = -gi/tau_g                                                    : siemens
    I      = ge*(V - Ee) + gi*(V - Ei)                                    : amp

    method:    euler
    threshold: V > Vs
    reset:     V = Vr; w += b
    init:      V = EL
}

synapses exc: cortex[:Ne] -> cortex {
    connect: i != j, p = p_conn
    on_pre:  ge += we
}

synapses inh: cortex[Ne:] -> cortex {
    connect: i + Ne != j, p = p_conn
    on_pre:  gi += wi
}

monitor V of cortex[0]
monitor spikes of cortex

seed = 1234
run 60 s
";

#[test]
fn the_example_of_the_language_page() {
    insta::assert_snapshot!(model(ADEX));
}

#[test]
fn definitions_may_stand_in_any_order() {
    let forward = model(
        "tau = 10 ms\nneurons g[4] { dv/dt = -v/tau : 1; threshold: v > 1; reset: v = 0 }\n\
         group part = g[1:3]\nsynapses s: part -> g { connect: all; on_pre: v += 0.1 }\nmonitor v of part\nrun 1 s",
    );
    let backward = model(
        "run 1 s\nmonitor v of part\nsynapses s: part -> g { connect: all; on_pre: v += 0.1 }\n\
         group part = g[1:3]\nneurons g[4] { reset: v = 0; threshold: v > 1; dv/dt = -v/tau : 1 }\ntau = 10 ms",
    );
    assert_eq!(forward, backward);
}

#[test]
fn sizes_are_whole_numbers() {
    let text = model("N = 10\nneurons a[1e4] { }\nneurons b[0.8*N] { }\nneurons c[4*N // 5] { }");
    assert!(text.contains("neurons a[10000]"), "{text}");
    assert!(text.contains("neurons b[8]"), "{text}");
    assert!(text.contains("neurons c[8]"), "{text}");
}

#[test]
fn slices_follow_python() {
    let text = model(
        "neurons g[10] { x : 1 }\ngroup tail = g[-3:]\ngroup head = tail[:-1]\ngroup one = g[-1]\n\
         monitor a: x of tail\nmonitor b: x of head\nmonitor c: x of one\nmonitor d: x of g[0, -1, 2:8:3]\n\
         monitor k: x of g[i % 4 == 1]\nmonitor f: x of tail[-1]\nmonitor h: x of g[:]",
    );
    for line in [
        "a: x of g[7:10] at start",
        "b: x of g[7:9] at start",
        "c: x of g[9:10] at start",
        "d: x of g[0, 9, 2, 5] at start",
        "k: x of g[1, 5, 9] at start",
        "f: x of g[7:10][2] at start",
        "h: x of g at start",
    ] {
        assert!(text.contains(line), "{line} is missing in\n{text}");
    }
}

#[test]
fn statements_are_written_out() {
    insta::assert_snapshot!(model(
        "neurons g[3] {
            dv/dt = -v/(10 ms) : volt (unless refractory)
            n : integer
            on : boolean
            tau : second (constant)
            threshold: v > 1 mV
            reset: {
                kick = 2*rand()
                kick += 1
                v *= kick
                v -= 1 mV
                n += 1
                on = not on
            }
            refractory: tau
            init: { v = i*mV; tau = 2 ms*(1 + rand()) }
        }"
    ));
}

#[test]
fn synapses_read_and_write_both_ends() {
    insta::assert_snapshot!(model(
        "poisson inp[5] { rate: 15 Hz; x : 1 }
        neurons g[3] { dv/dt = -v/(10 ms) : 1; x : 1; threshold: v > 1; reset: v = 0 }
        synapses s: inp -> g {
            w : 1
            c = w*x_pre + x : 1
            connect: j = i % 3, n = 2 as k
            connect: indegree = 0.4*5, i != j, unique
            connect: p = 0.1*exp(-(x_pre - x_post)**2)
            on_pre: v += c
            on_post late: w += 0.1*k; v_post -= 1
            delay: 0.1 ms
            delay late: 1 ms
            order late: -1
            init: w = rand()
        }
        monitor w, c of s[:4] every 1 ms at end
        monitor spikes of inp
        monitor spikes of g with v
        monitor count of g[1:]
        monitor rate of g[:2] every 5 ms"
    ));
}

#[test]
fn a_pathway_without_statements_and_a_rule_without_synapses_are_told() {
    let text = "neurons g[3] { dv/dt = -v/(10 ms) : 1; threshold: v > 1; reset: v = 0 }
        synapses s: g -> g { connect: p = 0; on_pre: v += 1 }";
    assert_eq!(codes(text), ["synapses::no-synapses"]);
}

#[test]
fn one_cause_is_told_once() {
    // The size, the slice and the variable are each wrong once; what builds on them says nothing more.
    let text = "neurons g[2.5] { dv/dt = -v/(10 ms) : vol; threshold: v > 1; reset: v = 0 }
        group part = g[5:3]
        synapses s: part -> g { connect: j = i; on_pre: v += 1 }
        monitor v of part[7]
        monitor spikes of g";
    let codes = codes(text);
    assert_eq!(codes.len(), 2, "{codes:?}");
}

#[test]
fn long_chains_do_not_overflow_the_stack() {
    use std::fmt::Write;
    let mut text = String::from("neurons g0[3] { x : 1 }\n");
    for at in 1..20_000 {
        let _ = writeln!(text, "group g{at} = g{}[:]", at - 1);
    }
    text += "monitor x of g19999\n";
    assert!(codes(&text).is_empty());
    let mut text = String::from("neurons g[3] {\n    a0 : 1\n");
    for at in 1..5_000 {
        let _ = writeln!(text, "    a{at} = a{} + 1 : 1", at - 1);
    }
    text += "}\nmonitor a4999 of g\n";
    assert!(codes(&text).is_empty());
    let sum = vec!["x"; 100_000].join(" + ");
    let text = format!("neurons g[3] {{ x : 1; y = {sum} : 1 }}\nmonitor y of g");
    assert!(model(&text).contains("y = x + x"));
}

#[test]
fn functions_of_functions_do_not_explode() {
    use std::fmt::Write;
    let mut text = String::from("f0(x) = x*x + 1\n");
    for at in 1..40 {
        let _ = writeln!(text, "f{at}(x) = f{0}(x)*f{0}(x) + 1", at - 1);
    }
    text += "neurons g[3] { x : 1; y = f12(x) : 1 }\nmonitor y of g\n";
    let sources = Sources::single("test.eqs", text);
    let parse = syntax::parse(sources.get(SourceId(0)));
    let checked = check::check(&parse.file, &sources, &[], &StdArithmetic, &Disk);
    assert!(checked.model.expect("no errors").to_string().len() < 10_000_000);
}

#[test]
fn large_groups_cost_nothing_to_check() {
    let text = "neurons g[4e9] { x : 1 }
        synapses s: g -> g { connect: j = i; connect: i == 7; on_pre: x += 1 }
        monitor a: x of g[:]
        monitor b: x of g[::1000]
        monitor c: x of g[-1]
        monitor d: x of g[::2]
        monitor h: x of g[i % 2 == 0]
        monitor rate of g";
    let codes = codes(text);
    assert_eq!(codes, ["synapses::silent-end", "monitors::no-spikes"]);
}
