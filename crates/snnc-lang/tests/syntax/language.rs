//! What the language reference shows must be read, all of it.

use crate::show::{parse_right, told};
use snnc_lang::syntax::ast::{ItemKind, MemberKind, ProtocolKind};
use snnc_lang::syntax::print;

const WHOLE: &str = include_str!("whole.eqs");
const FORMS: &str = include_str!("forms.eqs");

#[test]
fn the_whole_example_is_read() {
    let parse = parse_right(WHOLE);
    assert_eq!(parse.file.items.len(), 26);
    let ItemKind::Group(cortex) = &parse.file.items[19].kind else { panic!("{:?}", parse.file.items[19]) };
    assert_eq!(&*cortex.name.text, "cortex");
    assert_eq!(cortex.body.len(), 9);
    let MemberKind::Reset(reset) = &cortex.body[7].kind else { panic!() };
    assert_eq!(reset.len(), 2);
    assert!(matches!(
        &parse.file.items[25].kind,
        ItemKind::Protocol(protocol) if matches!(protocol.kind, ProtocolKind::Run { .. })
    ));
}

#[test]
fn every_form_is_read() {
    let parse = parse_right(FORMS);
    assert!(parse.file.items.len() > 80, "{}", parse.file.items.len());
}

#[test]
fn a_wrong_statement_costs_only_itself() {
    let text = WHOLE.replace("w += b", "w += $b");
    let report = told(&text);
    assert_eq!(report.matches("syntax::").count(), 1, "{report}");
}

#[test]
fn the_models_of_this_repository_are_read() {
    let models = crate::show::models();
    assert!(models.len() >= 6);
    for text in models {
        parse_right(&text);
    }
}

#[test]
fn line_ends_of_other_systems_are_read() {
    let (unix, windows) = (parse_right(FORMS), parse_right(&FORMS.replace('\n', "\r\n")));
    assert_eq!(print(&unix.file, false), print(&windows.file, false));
}

#[test]
fn blanks_beside_a_string_change_nothing() {
    let text = "I = load(\"x.npy\") nA\n";
    let loose = "I = load( \"x.npy\"\t# where it is\n ) nA\n";
    assert_eq!(print(&parse_right(loose).file, false), print(&parse_right(text).file, false));
    let parse = parse_right(loose);
    let ItemKind::Definition(definition) = &parse.file.items[0].kind else { panic!() };
    assert_eq!(&loose[definition.value.span.range()], &loose[4..loose.len() - 1]);
}

#[test]
fn times_of_spikes_have_no_head() {
    for head in ["at'", "at 1 ms", "at start"] {
        assert!(!told(&format!("spikes s[1] {{ {head}: [0 ms] }}\n")).is_empty(), "{head}");
    }
}

#[test]
fn comments_are_kept() {
    let text = "# first\nx = [1, # second\n 2]   # third  \ny = load(\"#no\")\n#";
    let parse = parse_right(text);
    let comments: Vec<&str> = parse.file.comments.iter().map(|comment| &text[comment.span.range()]).collect();
    assert_eq!(comments, ["# first", "# second", "# third", "#"]);
}

#[test]
fn what_is_lost_is_named() {
    let text = "a = 5 $\nneurons g[(] { v : $ }\nsynapses s: { }\nneurons h[2] { dw/dt = : 1 }\n";
    let source = crate::show::source(text);
    let lost = snnc_lang::syntax::parse(&source).file.lost;
    let lost: Vec<&str> = lost.iter().map(|name| &*name.text).collect();
    assert_eq!(lost, ["a", "v", "g", "s", "w"]);
}

/// The statements of the sections of `g`, by section.
fn statements(body: &str) -> Vec<usize> {
    let parse = parse_right(&format!("neurons g[1] {{{body}}}"));
    let ItemKind::Group(group) = &parse.file.items[0].kind else { panic!() };
    let counts = group.body.iter().map(|member| match &member.kind {
        MemberKind::Reset(body) | MemberKind::Init(body) | MemberKind::Every { body, .. } => body.len(),
        _ => 0,
    });
    counts.collect()
}

#[test]
fn sections_go_on_until_something_else_begins() {
    assert_eq!(statements("reset: v = 0; w += b; init: v = 2"), [2, 1]);
    assert_eq!(statements("\n reset: v = 0\n  w += b\n\n # comment\n  u = 3; x = 4\n init: v = 2\n"), [4, 1]);
    assert_eq!(statements("reset: { v = 0\n w += b }; init: { v = 2 }"), [2, 1]);
    assert_eq!(
        statements("reset: { v = 0; }\n x : 1; init: v = 2; y = 3 : 1; dv/dt = 1 : 1"),
        [1, 0, 1, 0, 0]
    );
    assert_eq!(statements("every 10 ms: a = 1; b = 2; threshold: v > 1"), [2, 0]);
    assert_eq!(statements("init:\n v = 2\n  + 3; w = 1 +\n 2"), [2]);
    assert_eq!(statements("reset: { }"), [0]);
}
