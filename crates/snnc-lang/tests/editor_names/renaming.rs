//! Definitions, references and other names.

use super::support::{all_models, marked, models, of_file, of_text, slice};
use snnc_lang::check::StdArithmetic;
use snnc_lang::diagnostic::Edit;
use snnc_lang::editor::symbols::{SymbolKind as K, Use};
use snnc_lang::editor::{Analysis, Place, analyse, definition, references, rename};
use snnc_lang::files::{Disk, Files};
use snnc_lang::{SourceId, Span};
use std::collections::HashMap;
use std::sync::Arc;

fn place(it: Span) -> Place {
    Place { source: it.source, byte: it.start }
}

/// The texts of an analysis after some edits, by name.
fn edited(analysis: &Analysis, edits: &[Edit]) -> HashMap<String, String> {
    let apply = |source: &snnc_lang::Source| {
        let mut text = source.text.to_string();
        let mut here: Vec<&Edit> = edits.iter().filter(|edit| edit.span.source == source.id).collect();
        here.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
        here.iter().for_each(|edit| text.replace_range(edit.span.range(), &edit.replacement));
        (source.name.clone(), text)
    };
    analysis.sources.iter().map(apply).collect()
}

/// Texts that are not saved yet, before what is on the disk.
struct Unsaved<'t>(&'t HashMap<String, String>);

impl Files for Unsaved<'_> {
    fn resolve(&self, from: &str, path: &str) -> String {
        Disk.resolve(from, path)
    }

    fn read(&self, name: &str) -> Result<Arc<[u8]>, String> {
        self.0.get(name).map_or_else(|| Disk.read(name), |text| Ok(text.as_bytes().into()))
    }
}

fn again(analysis: &Analysis, texts: &HashMap<String, String>) -> Analysis {
    let name = &analysis.sources.get(SourceId(0)).name;
    analyse(name.clone(), texts[name].clone(), &StdArithmetic, &Unsaved(texts))
}

fn codes(analysis: &Analysis) -> Vec<&'static str> {
    analysis.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// One use of each set of symbols that must be called alike.
fn families(analysis: &Analysis) -> Vec<Use> {
    let mut met = vec![];
    let mut found = vec![];
    for it in analysis.symbols.uses() {
        if !met.contains(&it.symbol) {
            met.extend(analysis.symbols.family(it.symbol));
            found.push(*it);
        }
    }
    found
}

#[test]
fn definitions_and_references_belong_together() {
    for path in all_models() {
        let analysis = of_file(&path);
        for it in analysis.symbols.uses() {
            let symbol = analysis.symbols.get(it.symbol);
            if symbol.kind.is_of_language() || symbol.kind == K::File {
                continue;
            }
            let all = references(&analysis, place(it.span), true);
            assert!(all.contains(&it.span), "{}: {symbol:?}", path.display());
            let defined = definition(&analysis, place(it.span)).expect("it is defined somewhere");
            let default = symbol.kind == K::Pathway && matches!(&*symbol.name, "pre" | "post");
            assert!(default || all.contains(&defined), "{}: {symbol:?} {defined:?}", path.display());
        }
        for it in families(&analysis) {
            let all = references(&analysis, place(it.span), true);
            for other in &all {
                assert_eq!(references(&analysis, place(*other), true), all, "{}: {it:?}", path.display());
            }
        }
    }
}

#[test]
fn other_names_change_nothing() {
    let mut renamed = 0;
    let mut number = 0;
    for path in models() {
        let analysis = of_file(&path);
        let before = codes(&analysis);
        for it in families(&analysis) {
            let at = place(it.span);
            let Some(bare) = rename::prepare(&analysis, at) else { continue };
            number += 1;
            let symbol = analysis.symbols.get(it.symbol);
            if number % 4 != 0 {
                continue;
            }
            let new = if symbol.kind == K::Noise { "xi_quite_new" } else { "quite_new" };
            let told = |message: String| -> Vec<Edit> {
                panic!("{}: `{}`: {message}", path.display(), symbol.name);
            };
            let edits = match rename::rename(&analysis, at, new) {
                Err(message) if message.starts_with("The file of the connections has an array") => continue,
                edits => edits.unwrap_or_else(told),
            };
            let texts = edited(&analysis, &edits);
            let after = again(&analysis, &texts);
            assert_eq!(codes(&after), before, "{}: `{}`", path.display(), symbol.name);
            let shift: i64 = (edits.iter())
                .filter(|edit| edit.span.source == bare.source && edit.span.start < bare.start)
                .map(|edit| edit.replacement.len() as i64 - i64::from(edit.span.end - edit.span.start))
                .sum();
            let byte = (i64::from(at.byte) + shift) as u32;
            let back =
                rename::rename(&after, Place { byte, ..at }, slice(&analysis, bare)).unwrap_or_else(told);
            let restored = edited(&after, &back);
            for source in analysis.sources.iter() {
                assert!(restored[&source.name] == *source.text, "{}: `{}`", path.display(), symbol.name);
            }
            renamed += 1;
        }
    }
    assert!(renamed > 500, "{renamed} were renamed");
}

/// The text after what stands at the mark has got another name.
fn renamed(text: &str, new: &str) -> Result<String, String> {
    let (analysis, at) = marked(text);
    let edits = rename::rename(&analysis, at, new)?;
    Ok(edited(&analysis, &edits).remove("model.eqs").expect("the text"))
}

#[test]
fn names_are_changed_wherever_they_stand() {
    let text = "neurons a[1] { dge/dt = -ge/ms : 1; threshold: ge > 1; reset: ge = 0 }\n\
                synapses s: a -> a { connect: p = 0.1*(ge_pre > g$0e_post); on_pre: ge += 1; ge_post += 2 }\n\
                monitor ge of a[ge > 1]\na.ge = 3\nrun 1 ms until any(a.ge > 2)";
    let new = text.replace("$0", "").replace("ge", "excitation");
    assert_eq!(renamed(text, "excitation"), Ok(new));
    let text = "model M(t$0au = 1 ms) { dv/dt = -v/tau : 1 }\nneurons a[1] is M(tau = 2 ms)\ntau = 3";
    let new = "model M(τ = 1 ms) { dv/dt = -v/τ : 1 }\nneurons a[1] is M(τ = 2 ms)\ntau = 3";
    assert_eq!(renamed(text, "τ"), Ok(new.into()));
    let text = "store \"$0x\"\nrepeat 2 { restore \"x\"; run 1 ms }";
    assert_eq!(
        renamed(text, "new one"),
        Ok("store \"new one\"\nrepeat 2 { restore \"new one\"; run 1 ms }".into())
    );
    let text = "neurons a[1] { dv/dt = xi_a$0/sqrt(ms) : 1; du/dt = (xi_a - u/sqrt(ms))/sqrt(ms) : 1 }";
    assert_eq!(renamed(text, "xi_both"), Ok(text.replace("$0", "").replace("xi_a", "xi_both")));
    let text = "f(x) = 2*x\ny = $0f(x = 3)";
    assert_eq!(renamed(text, "g"), Ok("g(x) = 2*x\ny = g(x = 3)".into()));
}

#[test]
fn names_that_cannot_be_are_refused() {
    let refused = |text: &str, new: &str| renamed(text, new).expect_err("it is refused");
    let text = "tau = 1 ms\nneurons a[1] { dv/dt = -$0v/tau : 1; u : 1; event hot: v > 1 }\nd = $1tau";
    let variable = text.replace("$1", "");
    insta::assert_snapshot!(
        [
            refused(&variable, "u"),
            refused(&variable, "tau"),
            refused(&variable, "2v"),
            refused(&variable, "v w"),
            refused(&variable, "_v"),
            refused(&variable, "t"),
            refused(&variable, "mV"),
            refused(&variable, "exp"),
            refused(&variable, "v_post"),
            refused(&variable, "N"),
            refused(&variable, "hot"),
            refused(&variable, "reset"),
            refused(&text.replace("$0", "").replace("$1", "$0"), "v"),
            refused(&text.replace("$0", "").replace("$1", "$0"), "run"),
            refused("x = 1 m$0s", "y"),
            refused("neurons a[1] { v = $0t/ms : 1 }", "y"),
            refused("x = $0exp(1)", "y"),
            refused("model M { on_pre: g$0e += 1 }", "y"),
            refused("x = $0 + 1", "y"),
        ]
        .join("\n")
    );
}

#[test]
fn what_is_prepared_is_the_name_alone() {
    let prepared = |text: &str| {
        let (analysis, at) = marked(text);
        rename::prepare(&analysis, at).map(|span| slice(&analysis, span).to_string())
    };
    let text = "neurons a[1] { v : 1 }\nsynapses s: a -> a { connect: all; on_pre: $0v_post += 1 }";
    assert_eq!(prepared(text).as_deref(), Some("v"));
    assert_eq!(prepared("neurons a[1] { dv$0/dt = -v/ms : 1 }").as_deref(), Some("v"));
    assert_eq!(prepared("x = 1 m$0s"), None);
    assert_eq!(prepared("store \"la$0bel\"").as_deref(), Some("label"));
}

#[test]
fn sections_lead_to_those_of_the_model() {
    let text = "model M { v : 1; threshold: v > 1; reset: v = 0 }\nneurons a[1] is $1M { re$0set: v = 1 }";
    let at = |text: &str| {
        let (analysis, at) = marked(text);
        definition(&analysis, at)
            .map(|span| analysis.sources.get(span.source).text[span.start as usize..].to_string())
    };
    assert!(at(&text.replace("$1", "")).is_some_and(|text| text.starts_with("reset: v = 0")));
    assert!(at(&text.replace("$0", "").replace("$1", "$0")).is_some_and(|text| text.starts_with("M {")));
    assert_eq!(at("x = e$0xp(1)"), None);
    let text = "model M { v : 1 }\nneurons a[1] is M { $0v = 2*t/ms : 1 }";
    assert!(at(text).is_some_and(|text| text.starts_with("v : 1 }")));
    let text = "neurons a[1] { $0dv/dt = -v/ms : 1 }";
    assert!(at(text).is_some_and(|text| text.starts_with("v/dt")));
}

#[test]
fn imports_lead_to_the_file_and_its_names() {
    let files: std::collections::BTreeMap<String, Vec<u8>> =
        [("cells.eqs".to_string(), b"# cells\ntau = 1 ms # of the membrane\n".to_vec())].into();
    let text = "import \"cells.eqs\"\nx = 2*tau";
    let analysis = analyse("model.eqs", text, &StdArithmetic, &files);
    let of = |byte: usize| Place { source: SourceId(0), byte: byte as u32 };
    let file = definition(&analysis, of(10)).expect("the file");
    assert_eq!((file.source, file.start), (SourceId(1), 0));
    let tau = definition(&analysis, of(text.len() - 1)).expect("the constant");
    assert_eq!((tau.source, slice(&analysis, tau)), (SourceId(1), "tau"));
    let edits = rename::rename(&analysis, of(text.len() - 1), "tau_m").expect("it can be renamed");
    assert_eq!(edits.len(), 2);
    assert_eq!(references(&analysis, of(text.len() - 1), false).len(), 1);
    assert!(references(&of_text("x = 1 ms"), of(7), true).is_empty());
}
