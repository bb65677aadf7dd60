//! Whatever comes in: no panic, no stack overflow, time in proportion to the length.

use crate::show::{source, told};
use snnc_lang::syntax::ast::{ExprKind, ItemKind};
use snnc_lang::syntax::{parse, print};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Runs `body` in a thread with a small stack, as programs that embed the compiler have them.
fn on_small_stack(body: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(body);
    thread.expect("a thread").join().expect("no panic");
}

#[test]
fn nesting_up_to_the_limit_is_read() {
    on_small_stack(|| {
        for (open, inner, close) in [
            ("(", "1", ")"),
            ("f(", "x", ")"),
            ("[", "1", "]"),
            ("a[", "0", "]"),
            ("-(", "1", ")"),
            ("not (1 + 2*3**-(", "1", ") < 2 and a)"),
            ("sum(k for k in f(", "1", ") if k)"),
            ("1 mV**(", "2", ")"),
        ] {
            let levels = if open.starts_with("not") { 60 } else { 200 / open.matches(['(', '[']).count() };
            let text = format!(
                "x = {}{inner}{}\nneurons g[1] {{ x : 1 }}\n",
                open.repeat(levels),
                close.repeat(levels)
            );
            let parse = parse(&source(&text));
            assert!(parse.diagnostics.is_empty(), "{open}: {:?}", parse.diagnostics);
            assert!(!print(&parse.file, true).is_empty());
            let ItemKind::Definition(definition) = &parse.file.items[0].kind else { panic!() };
            assert!(!definition.value.to_string().is_empty());
            assert!(!format!("{:?}", parse.file).is_empty());
        }
    });
}

#[test]
fn nesting_beyond_the_limit_is_told() {
    on_small_stack(|| {
        let n = 100_000;
        for (text, code) in [
            (format!("x = {}1{}", "(".repeat(n), ")".repeat(n)), "syntax::too-deep"),
            (format!("x = {}1{}", "(".repeat(201), ")".repeat(201)), "syntax::too-deep"),
            (format!("x = {}", "(".repeat(n)), "syntax::"),
            (format!("x = {}", ")".repeat(n)), "syntax::unopened-bracket"),
            (format!("x = {}", "(]".repeat(n)), "syntax::mismatched-bracket"),
            (format!("x = [{}{}", "(".repeat(n), "]".repeat(n)), "syntax::"),
            (format!("x = {}1", "-".repeat(n)), "syntax::too-deep"),
            (format!("x = {}1", "not ".repeat(n)), "syntax::too-deep"),
            (format!("x = 1{}", "**2".repeat(n)), "syntax::too-deep"),
            (format!("x = {}1", "1 if a else ".repeat(n)), "syntax::too-deep"),
            (format!("x = a{}", "[0]".repeat(n)), "syntax::too-deep"),
            (format!("x = a{}", ".b".repeat(n)), "syntax::too-deep"),
            (format!("{}run 1 s{}", "repeat 2 {".repeat(n), "}".repeat(n)), "syntax::too-deep"),
            (format!("x : {}volt{}", "(".repeat(n), ")".repeat(n)), "syntax::too-deep"),
            ("{".repeat(n), "syntax::"),
            ("repeat 2 {".repeat(n), "syntax::"),
            ("}".repeat(n), "syntax::unopened-bracket"),
        ] {
            let start = Instant::now();
            let report = told(&text);
            assert!(report.contains(code), "{}: {}", &text[..20], report.lines().next().unwrap_or_default());
            assert!(start.elapsed() < Duration::from_secs(20), "{}: {:?}", &text[..20], start.elapsed());
        }
    });
}

#[test]
fn long_chains_are_flat() {
    on_small_stack(|| {
        let n = 100_000;
        for operator in [" + ", "*", " - ", "/", " < ", " == ", " and ", " or ", "//", "%"] {
            let start = Instant::now();
            let text = format!("x = a{}", format!("{operator}b").repeat(n));
            let parse = parse(&source(&text));
            assert!(parse.diagnostics.is_empty(), "{operator}");
            let ItemKind::Definition(definition) = &parse.file.items[0].kind else { panic!() };
            let operands = match &definition.value.kind {
                ExprKind::Sum { rest, .. } => rest.len(),
                ExprKind::Product { rest, .. } => rest.len(),
                ExprKind::Comparison { rest, .. } => rest.len(),
                ExprKind::And(operands) | ExprKind::Or(operands) => operands.len() - 1,
                other => panic!("{other:?}"),
            };
            assert_eq!(operands, n);
            assert!(start.elapsed() < Duration::from_secs(10), "{operator}: {:?}", start.elapsed());
        }
    });
}

#[test]
fn ten_megabytes_on_one_line() {
    let size = 10_000_000;
    for part in [
        "x",
        "x = 1; ",
        "1 + ",
        "(1) ",
        "a[0], ",
        "\"",
        "#",
        "x y ",
        "neurons g[1] { v : 1 } ",
        "= ",
        "µ",
        "'",
        "v' ",
    ] {
        let start = Instant::now();
        let text = part.repeat(size / part.len());
        let parse = parse(&source(&text));
        assert!(parse.diagnostics.len() <= 101);
        assert!(start.elapsed() < Duration::from_mins(1), "{part}: {:?}", start.elapsed());
    }
}

#[test]
fn a_statement_of_more_than_two_megabytes_is_told() {
    let report = told(&format!("x = 1{}", " + 1".repeat(600_000))[..2_200_000]);
    assert!(report.starts_with("Error syntax::too-long"), "{}", report.lines().next().unwrap_or_default());
}

#[test]
fn errors_without_end_are_cut_short() {
    let mut text = String::new();
    for at in 0..10_000 {
        let _ = writeln!(text, "x{at} = $");
    }
    let parse = parse(&source(&text));
    assert_eq!(parse.diagnostics.len(), 101);
    assert_eq!(parse.diagnostics[100].code, "syntax::too-many");
}

#[test]
fn nothing_at_all_is_a_model() {
    for text in ["", "\n", "   ", "# only a comment", ";;;\n;", "\u{feff}", "\r\n\r\n"] {
        let parse = parse(&source(text));
        assert!(parse.diagnostics.is_empty() && parse.file.items.is_empty(), "{text:?}");
    }
}
