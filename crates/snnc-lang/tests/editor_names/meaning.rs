//! What single names mean.

use super::support::{marked, of_text, slice};
use snnc_lang::editor::symbols::SymbolKind as K;

/// The kind of the name at the mark, and the line on which it is defined.
fn meaning(text: &str) -> (K, String) {
    let (analysis, at) = marked(text);
    let found = analysis.symbols.at(at.source, at.byte).expect("a name with a meaning");
    let symbol = analysis.symbols.get(found.symbol);
    (symbol.kind, symbol.whole.map_or(String::new(), |whole| slice(&analysis, whole).to_string()))
}

#[test]
fn names_of_ends() {
    let text = "neurons a[1] { v : 1 }\nneurons b[1] { g : 1 }\nsynapses s: a -> b { w : 1; connect: all; on_pre: $0 }";
    let of = |name: &str| meaning(&text.replace("$0", name));
    assert_eq!(of("$0g += 1"), (K::Variable, "g : 1".into()));
    assert_eq!(of("$0g_post += 1"), (K::Variable, "g : 1".into()));
    assert_eq!(of("w += v$0_pre"), (K::Variable, "v : 1".into()));
    assert_eq!(of("$0w += 1"), (K::Variable, "w : 1".into()));
    assert_eq!(of("$0q = 1; w += q"), (K::Local, "q = 1".into()));
    assert_eq!(of("w += $0i"), (K::Builtin, String::new()));
    assert_eq!(of("w += lastspike$0_pre/second"), (K::Builtin, String::new()));
}

#[test]
fn a_block_comes_before_its_model_and_that_before_the_file() {
    let text = "tau = 1 ms\nmodel M(tau = 2 ms) { dv/dt = -v/$0tau : 1 }\nneurons g[1] is M";
    assert_eq!(meaning(text).0, K::Parameter);
    let text = "tau = 1 ms\nmodel M { dv/dt = -v/$0tau : 1 }\nneurons g[1] is M";
    assert_eq!(meaning(text).0, K::Constant);
    let text = "model M(tau = 2 ms) { dv/dt = -v/$0tau : 1 }\nneurons g[1] is M { tau : second }";
    assert_eq!(meaning(text), (K::Variable, "tau : second".into()));
}

#[test]
fn a_model_that_nothing_uses_leaves_names_open() {
    let text = "model M { w : 1; on_pre: $0ge_post += w }";
    assert_eq!(meaning(text).0, K::Open);
    let text = "model M { w : 1; on_pre: ge_post += $0w }";
    assert_eq!(meaning(text).0, K::Variable);
}

#[test]
fn a_model_of_several_uses_has_one_name_for_several_things() {
    let text = "model M { on_pre: ge_post += 1 }\nneurons a[1] { ge : 1 }\nneurons b[1] { ge : 1 }\n\
                synapses x: a -> a is M { connect: all }\nsynapses y: a -> b is M { connect: all }";
    let analysis = of_text(text);
    let ids: Vec<_> =
        analysis.symbols.iter().filter(|(_, symbol)| &*symbol.name == "ge").map(|(id, _)| id).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(analysis.symbols.family(ids[1]).collect::<Vec<_>>(), ids);
    assert_eq!(analysis.symbols.places(ids[0]).len(), 3);
}

#[test]
fn names_are_known_although_the_rest_is_wrong() {
    let text = "tau = 1 ms\nx = = 3\nneurons g[1] { dv/dt = -v/$0tau + : 1\n du/dt = -u/tau : 1 }";
    assert!(marked(text).0.symbols.at(marked(text).1.source, marked(text).1.byte).is_none());
    let text = "tau = 1 ms\nx = = 3\nneurons g[1] { dv/dt = -v/tau + : 1\n du/dt = -u/$0tau*nothing : 1 }";
    assert_eq!(meaning(text), (K::Constant, "tau = 1 ms".into()));
    assert_eq!(meaning("tau = 1 ms +\nx = 2*$0tau").0, K::Unread);
    let (analysis, at) = marked("tau = 1 ms\nneurons g[1] {\n v : 1\n du/dt = -$0 }");
    let visible: Vec<_> = analysis.symbols.visible(at.source, at.byte).map(|(name, _)| &**name).collect();
    assert_eq!(visible, ["v", "u", "tau", "g"]);
}
