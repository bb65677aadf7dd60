//! The outline and the folds.

use crate::shown::{models, of, slice};
use snnc_lang::check::StdArithmetic;
use snnc_lang::editor::{FoldKind, OutlineItem, OutlineKind, analyse, folds, outline};
use snnc_lang::files::Disk;
use std::fmt::Write;

const MODEL: &str = "\
# Two populations.
# With synapses.
tau = 20 ms;  weights = [1, 2] mV
f(x, y) = x*y
timed stim = [0, 1] nA every 1 ms
model LIF(El = -65 mV, Vt) {
    dv/dt = (El - v)/tau : volt (unless refractory)
    threshold: v > Vt
}
neurons exc[80] is LIF(Vt = -50 mV) { init: v = El; reset: v = El }
group some = exc[:10]
synapses ee: exc -> exc[:10] {
    w : volt
    connect: i != j,
             p = 0.1
    on_pre up: {
        v_post += w
        w *= 0.5
    }
    delay up: 1 ms
}
monitor M: v of exc[0]
monitor spikes of exc
repeat 2 {
    run 1 s
    exc.v = 0 mV
}
";

fn show(items: &[OutlineItem], depth: usize, out: &mut String) {
    for item in items {
        let _ = writeln!(out, "{}{:?} {} | {}", "  ".repeat(depth), item.kind, item.name, item.detail);
        show(&item.children, depth + 1, out);
    }
}

#[test]
fn the_outline_is_a_tree_of_what_a_model_defines() {
    let mut out = String::new();
    show(&outline(&of(MODEL)), 0, &mut out);
    assert_eq!(
        out,
        "\
Constant tau | 20 ms
Array weights | [1, 2] mV
Function f | (x, y)
Array stim | [0, 1] nA
Model LIF | 
  Parameter El | -65 mV
  Parameter Vt | 
  Variable v | volt (unless refractory)
  Section threshold | v > Vt
Group exc | neurons[80] is LIF
  Section init | v = El
  Section reset | v = El
Group some | exc[:10]
Synapses ee | exc -> exc[:10]
  Parameter w | volt
  Section connect | i != j, p = 0.1
  Pathway on_pre up | v_post += w; w *= 0.5
  Section delay up | 1 ms
Monitor M | v of exc[0]
Monitor spikes of exc | 
Statement repeat 2 | 
  Statement run 1 s | 
  Statement exc.v = 0 mV | 
"
    );
}

/// An editor refuses an entry that does not hold its name or its children.
fn is_nested(item: &OutlineItem) {
    assert!(item.span.contains(item.name_span), "{item:?}");
    for child in &item.children {
        assert!(item.span.contains(child.span), "{item:?}");
        is_nested(child);
    }
}

#[test]
fn entries_hold_their_names_and_children() {
    for (path, text) in models() {
        let analysis = analyse(path.display().to_string(), text, &StdArithmetic, &Disk);
        let outline = outline(&analysis);
        assert!(!outline.is_empty());
        outline.iter().for_each(is_nested);
        for item in &outline {
            if !matches!(item.kind, OutlineKind::Statement | OutlineKind::Import | OutlineKind::Monitor) {
                assert_eq!(slice(&analysis, item.name_span), item.name);
            }
        }
    }
}

#[test]
fn blocks_sections_and_comments_fold() {
    let analysis = of(MODEL);
    let source = analysis.sources.get(snnc_lang::SourceId(0));
    let lines: Vec<_> = folds(&analysis)
        .into_iter()
        .map(|fold| {
            let line = |byte: u32| source.position(byte as usize).line;
            (line(fold.span.start), line(fold.span.end), fold.kind)
        })
        .collect();
    let region = FoldKind::Region;
    assert_eq!(
        lines,
        [
            (1, 2, FoldKind::Comment),
            (6, 8, region),
            (12, 20, region),
            (14, 15, region),
            (16, 18, region),
            (24, 26, region)
        ]
    );
}

#[test]
fn imports_fold() {
    let analysis = of("import \"a.eqs\"\nimport \"b.eqs\"   # the second\n\nrun 1 s\n");
    let folds = folds(&analysis);
    assert_eq!(folds.len(), 1);
    assert_eq!(folds[0].kind, FoldKind::Imports);
    assert_eq!(slice(&analysis, folds[0].span), "import \"a.eqs\"\nimport \"b.eqs\"");
}
