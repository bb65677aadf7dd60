//! What is told of single places, and shown beside the text.

use super::support::{marked, models, of_file, of_text, words};
use snnc_lang::check::StdArithmetic;
use snnc_lang::editor::{Place, analyse, hover, inlay_hints};
use snnc_lang::{SourceId, Span};
use std::collections::BTreeMap;
use std::fmt::Write;

const MODEL: &str = "\
# A network of adapting neurons.

N  = 100                 # how many
Ne = 4*N // 5            # the excitatory ones
# The membrane:
# how it leaks.
tau = 20 ms; EL = -65 mV
dt = 0.05 ms
W = [[1, 2], [3, 4]] nS
rate_of(v) = (v - EL)/(10 mV)/ms

model LIF(tau_m = 10 ms, rest = EL) {
    dv/dt = (rest - v)/tau_m + I : volt (unless refractory)  # the membrane potential
    I : volt/second (constant)
    threshold: v > -50 mV
    reset: { was = v - rest; v = rest + 0*was }
    refractory: 2 ms
}
neurons exc[Ne] is LIF
neurons inh[N - Ne] is LIF(tau_m = 5 ms) { mean_v : volt }
group first = exc[:10]
synapses ee: exc -> exc {
    w : volt (constant)
    connect: i != j, p = 0.1
    on_pre up: v_post += w*clip(lastspike/ms, 0, 1)
    delay up: 1 ms
}
monitor v of exc[v > EL]
monitor spikes of exc
exc.v = EL + 5 mV*rand()
store \"begin\"
for x in [1, 2] ms { set tau = x; run 100 ms until any(exc.v > -55 mV) }
";

/// What is told at a place of the model above: at the word in `$…$`.
fn told(context: &str) -> String {
    let plain = context.replace('$', "");
    let (before, _) = context.split_once('$').expect("a mark");
    let start = MODEL.find(&plain).unwrap_or_else(|| panic!("`{plain}` is in the model"));
    let analysis = of_text(MODEL);
    let byte = (start + before.len()) as u32;
    let hover = hover(&analysis, Place { source: SourceId(0), byte });
    let text = hover.map_or("(nothing)".into(), |hover| {
        assert!(hover.span.start <= byte && byte <= hover.span.end);
        hover.markdown
    });
    format!("### {context}\n{text}\n")
}

#[test]
fn what_is_told_of_names() {
    insta::assert_snapshot!(
        [
            "4*$N // 5",
            "$Ne = 4",
            "$tau = 20",
            "set $tau",
            "$W = ",
            "$rate_of(v)",
            "(v - $EL)/(10",
            "model $LIF",
            "model LIF($tau_m",
            "$tau_m = 5",
            "(rest - $v)/tau_m",
            "reset: { $was",
            "$rest + 0*was",
            "neurons $exc[Ne]",
            "is $LIF(tau_m",
            "{ $mean_v",
            "group $first",
            "exc[$:10]",
            "$ee: exc",
            "$v_post +=",
            "$w*clip",
            "delay $up",
            "exc[$v > EL]",
            "store \"$begin",
            "set tau = $x",
            "any(exc.$v",
        ]
        .map(told)
        .join("\n")
    );
}

#[test]
fn what_is_told_of_the_language() {
    insta::assert_snapshot!(
        [
            "$dt = 0.05",
            "20 $ms",
            "$20 ms",
            "$volt (unless",
            "unless $refractory)",
            "$threshold:",
            "$refractory: 2",
            "$connect:",
            "connect: $i !=",
            "$clip(last",
            "$lastspike/ms",
            "5 mV*$rand()",
            "until $any(",
            "$monitor spikes",
            "monitor $spikes",
            "$store",
            "$p = 0.1",
            "v - EL)$/(10",
            "exc[:$10]",
            "EL $+ 5",
        ]
        .map(told)
        .join("\n")
    );
}

#[test]
fn what_is_told_of_a_name_with_several_meanings() {
    let text = "model M { on_pre: $0ge_post += 1 }\nneurons a[1] { ge : 1 }\nneurons b[1] { ge : 1 }\n\
                synapses x: a -> a is M { connect: all }\nsynapses y: a -> b is M { connect: all }";
    let (analysis, at) = marked(text);
    insta::assert_snapshot!(hover(&analysis, at).expect("something is told").markdown);
}

#[test]
fn a_derivative_is_told() {
    let (analysis, at) = marked("neurons a[1] { dv/d$0t = -v/ms : volt }");
    let told = hover(&analysis, at).expect("something is told").markdown;
    assert_eq!(told, "`dv/dt`: how fast `v` changes: a voltage per time.");
    let (analysis, at) = marked("neurons a[1] { $0dv/dt = -v/ms : volt }");
    assert!(hover(&analysis, at).expect("something is told").markdown.contains("A voltage, in volt"));
}

#[test]
fn what_is_told_in_a_text_that_is_wrong() {
    let told = |text: &str| {
        let (analysis, at) = marked(text);
        hover(&analysis, at).map(|hover| hover.markdown)
    };
    let broken = "tau = 20 ms\nneurons g[1] { dv/dt = -(v/$0tau : volt\n w : 1 }";
    assert!(told(broken).expect("something is told").contains("tau = 20 ms"));
    let mismatch = "tau = 20 ms\nneurons g[1] { v : volt; w = v $0* tau + v : volt }";
    assert!(told(mismatch).expect("something is told").contains("magnetic flux"), "{:?}", told(mismatch));
    let mismatch = "tau = 20 ms\ny = 3 mV + tau\nx = 2*t$0au";
    assert!(told(mismatch).expect("something is told").contains("20 ms"));
    assert_eq!(told("x = y.z$0q + (1"), None);
}

#[test]
fn what_an_import_defines_is_told_with_its_file() {
    let files: BTreeMap<String, Vec<u8>> =
        [("cells.eqs".to_string(), b"# cells\n\ntau = 1 ms # of the membrane\n".to_vec())].into();
    let text = "import \"cells.eqs\"\nx = 2*tau";
    let analysis = analyse("model.eqs", text, &StdArithmetic, &files);
    let at = |byte: usize| {
        hover(&analysis, Place { source: SourceId(0), byte: byte as u32 }).expect("told").markdown
    };
    insta::assert_snapshot!(format!("{}\n\n{}", at(12), at(text.len())));
}

#[test]
fn of_every_name_something_is_told() {
    for path in models() {
        let analysis = of_file(&path);
        let text = &*analysis.sources.get(SourceId(0)).text;
        for it in analysis.symbols.uses().iter().filter(|it| it.span.source == SourceId(0)) {
            let told = hover(&analysis, Place { source: it.span.source, byte: it.span.start });
            let name = &analysis.symbols.get(it.symbol).name;
            assert!(told.is_some_and(|hover| hover.markdown.len() > 5), "{}: `{name}`", path.display());
        }
        for (at, word) in words(text).into_iter().step_by(7) {
            let told = hover(&analysis, Place { source: SourceId(0), byte: at as u32 });
            let silent = [
                "and", "as", "at", "else", "every", "if", "in", "is", "not", "of", "or", "until", "with",
                "exact", "except", "size", "method",
            ];
            assert!(told.is_some() || silent.contains(&word), "{}: `{word}`", path.display());
        }
    }
}

#[test]
fn what_is_shown_beside_the_text() {
    let shown = |text: &str| {
        let analysis = of_text(text);
        let mut shown = text.to_string();
        let hints = inlay_hints(&analysis, Span::new(SourceId(0), 0, text.len()));
        for hint in hints.iter().rev() {
            let mut inserted = String::new();
            write!(inserted, " «{}»", hint.text).expect("a string takes all");
            shown.insert_str(hint.at as usize, &inserted);
        }
        shown
    };
    insta::assert_snapshot!(shown(MODEL));
    let wrong = "x = 3 mV\nneurons g[1] {\n v : volt\n w = v/second\n reset: { a = v*x; v = 0*a/mV }\n}\ny = x*2\nz = y/7";
    insta::assert_snapshot!(shown(wrong));
    let analysis = of_text(MODEL);
    assert!(inlay_hints(&analysis, Span::new(SourceId(0), 0, 20)).is_empty());
}
