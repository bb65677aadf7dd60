//! What the language reference shows must be read, all of it.

use crate::show::{parse_right, told};
use snnc_lang::syntax::ast::{ItemKind, MemberKind, ProtocolKind};

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
