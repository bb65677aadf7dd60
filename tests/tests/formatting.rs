//! Random models, formatted, mean the same, and formatting them again changes nothing.

use proptest::prelude::*;
use snnc_lang::check::{StdArithmetic, check};
use snnc_lang::files::Disk;
use snnc_lang::format::format;
use snnc_lang::syntax::{parse, print};
use snnc_lang::{Source, SourceId, Sources};
use snnc_tests::{constructs, generate};

fn formatted(text: &str) -> String {
    let formatted = format(&Source::new(SourceId(0), "random.eqs", text));
    assert!(formatted.unread.is_empty(), "{text}");
    formatted.text
}

/// The tree, and what is told of it, without places.
fn meaning(text: &str) -> (String, Vec<(&'static str, String)>) {
    let sources = Sources::single("random.eqs", text);
    let parse = parse(sources.get(SourceId(0)));
    let checked = check(&parse.file, &sources, &[], &StdArithmetic, &Disk);
    let found = parse.diagnostics.into_iter().chain(checked.diagnostics);
    (print(&parse.file, false), found.map(|found| (found.code, found.message)).collect())
}

#[track_caller]
fn holds(text: &str) {
    let once = formatted(text);
    assert_eq!(meaning(text), meaning(&once), "{text}\n----\n{once}");
    assert_eq!(formatted(&once), once, "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn keeps_random_models(text in generate::model()) {
        holds(&text);
    }

    #[test]
    fn keeps_random_constructs(text in constructs::model()) {
        holds(&text);
    }
}
