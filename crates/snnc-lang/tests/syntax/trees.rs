//! The trees of right inputs.

use crate::show::{parse_right, source};
use snnc_lang::syntax::{parse_expression, print};

#[test]
fn the_whole_example() {
    insta::assert_snapshot!(print(&parse_right(include_str!("whole.eqs")).file, false));
}

#[test]
fn every_form() {
    insta::assert_snapshot!(print(&parse_right(include_str!("forms.eqs")).file, false));
}

#[test]
fn spans() {
    let text = "tau = 20 ms : second\nsynapses s: a[:3] -> b { connect: j = k for k in range(3) if k > 1; on_pre: v += w² }\n";
    insta::assert_snapshot!(print(&parse_right(text).file, true));
}

/// An expression's tree, and its text as written back.
fn shown(text: &str) -> String {
    let (expr, diagnostics) = parse_expression(&source(text));
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    let expr = expr.expect(text);
    let tree = print(&parse_right(&format!("x = {text}")).file, false);
    let tree = tree.lines().nth(1).unwrap_or_default().trim().trim_start_matches("value ");
    format!("{text}\n  {tree}\n  {expr}\n")
}

#[test]
fn precedence() {
    let expressions = [
        "10 mV",
        "10ms",
        "3 ms**2",
        "2 mV/ms",
        "1/10 ms",
        "-5 mV",
        "1 V/s",
        "10*mV",
        "2 nS/cm²",
        "1 second**-0.5",
        "1 metre**(-1/2)",
        "[0, 4] nA",
        "load(\"x.npy\") mV",
        "2*3 ms**2*x",
        "-2**-a**2",
        "2**3**2",
        "-a**2",
        "a**-b*c",
        "--a",
        "a - -b",
        "a - b - c + d",
        "a/b/c*d",
        "7 // 2 % 3",
        "a + b*c**d",
        "(a + b)*c",
        "(a*b)*c",
        "a*(b*c)",
        "not a == b",
        "not not a",
        "a < b <= c != d",
        "(a < b) < c",
        "a and b or c and not d",
        "a and (b or c)",
        "a or b or c",
        "x if c else y",
        "x if c else y if d else z",
        "(x if c else y) if d else z",
        "x if (c if d else e) else y",
        "1 + (x if c else y)",
        "f(a, b, name = c)",
        "f()",
        "sum(x*k for k in range(0, 5) if k > 1)",
        "a[0]",
        "a[:80]",
        "a[80:]",
        "a[::2]",
        "a[1:2:3]",
        "a[i, j]",
        "a[i == 0].v",
        "g.v",
        "g[0].v",
        "other.y[i % 2]",
        "x²",
        "x³*y",
        "[(0, 1 ms), (2, 3 ms)]",
        "[]",
        "(1)",
        "((1))",
        "2 µA·3",
        "5e3",
        "5 e",
        "1e5",
        "1.5e-3 mV",
        "13.",
        ".5",
        "(3 mV)**2",
        "2**(3 mV)",
    ];
    insta::assert_snapshot!(expressions.map(shown).join("\n"));
}
