//! Properties: writing an expression back yields the same tree, and no input whatever makes the parser fail.

use crate::show::source;
use proptest::prelude::*;
use snnc_lang::syntax::{parse, parse_expression, print};
use std::sync::LazyLock;

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("a"),
        Just("V"),
        Just("tau_m"),
        Just("τ"),
        Just("mV"),
        Just("ms"),
        Just("in_"),
        Just("nota"),
        Just("e3")
    ]
    .prop_map(String::from)
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..1000u32).prop_map(|n| n.to_string()),
        (0.0..1e6f64).prop_map(|x| format!("{x:?}")),
        (0.0..1e6f64).prop_map(|x| format!("{x:e}")),
        Just("13.".to_owned()),
        Just(".5".to_owned()),
    ]
}

fn quantity() -> impl Strategy<Value = String> {
    let power = prop_oneof![
        3 => Just(String::new()),
        1 => Just("²".to_owned()),
        1 => Just("**-1".to_owned()),
        1 => Just("**(1/2)".to_owned()),
        1 => Just("**n".to_owned()),
    ];
    (number(), " ?", name(), power).prop_map(|(number, gap, unit, power)| {
        let gap = if unit.starts_with('e') { " " } else { &gap };
        format!("{number}{gap}{unit}{power}")
    })
}

/// Expressions as text; every operand is in parentheses or not, at random.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![name(), number(), quantity()];
    leaf.prop_recursive(5, 60, 4, |inner| {
        let operand = prop_oneof![2 => inner.clone(), 1 => inner.clone().prop_map(|e| format!("({e})"))];
        let bracketed = inner.clone().prop_map(|e| format!("({e})"));
        let infix = prop::sample::select(vec![
            "+", "-", " * ", "/", "//", " % ", " < ", "<=", " > ", ">=", " == ", "!=", " and ", " or ", "·",
        ]);
        prop_oneof![
            (operand.clone(), infix, operand.clone()).prop_map(|(a, op, b)| format!("{a}{op}{b}")),
            (bracketed.clone(), operand.clone()).prop_map(|(a, b)| format!("{a}**{b}")),
            operand.clone().prop_map(|a| format!("-{a}")),
            operand.clone().prop_map(|a| format!("+{a}")),
            bracketed.clone().prop_map(|a| format!("(not {a})")),
            operand.clone().prop_map(|a| format!("not {a}")),
            (operand.clone(), operand.clone(), operand.clone())
                .prop_map(|(a, b, c)| format!("{a} if {b} else {c}")),
            (name(), prop::collection::vec(inner.clone(), 0..3))
                .prop_map(|(f, args)| format!("{f}({})", args.join(", "))),
            (inner.clone(), bracketed.clone()).prop_map(|(a, b)| format!("sum({a} for k in {b} if k > 0)")),
            (name(), inner.clone()).prop_map(|(a, b)| format!("{a}[{b}, 1:, ::2]")),
            (name(), name()).prop_map(|(a, b)| format!("{a}.{b}")),
            prop::collection::vec(inner.clone(), 0..3).prop_map(|e| format!("[{}]", e.join(", "))),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a}, {b})")),
        ]
    })
}

/// The tree of an expression, if nothing is wrong with it.
fn tree(text: &str) -> Option<(String, String)> {
    let parsed = parse(&source(&format!("x = {text}")));
    if !parsed.diagnostics.is_empty() {
        return None;
    }
    let (expr, _) = parse_expression(&source(text));
    Some((print(&parsed.file, false), expr?.to_string()))
}

static MODELS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut models = crate::show::models();
    models.extend([include_str!("whole.eqs").into(), include_str!("forms.eqs").into()]);
    models
});

const PIECES: [&str; 40] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "'''",
    "#",
    "\n",
    ";",
    ":",
    ",",
    ".",
    "=",
    "+=",
    "->",
    "**",
    "^",
    "-",
    "!",
    "²",
    "$",
    " ",
    "1",
    "1e",
    "mV",
    "µ",
    "if",
    "else",
    "for",
    "in",
    "not",
    "reset:",
    "connect:",
    "neurons ",
    "dv/dt",
    "repeat 3 {",
    "\u{301}",
];

proptest! {
    #[test]
    fn written_back_it_is_the_same_tree(text in expression()) {
        if let Some((first, written)) = tree(&text) {
            let again = tree(&written);
            prop_assert!(again.is_some(), "{text} was written back as {written}, which is wrong");
            let (second, twice) = again.unwrap_or_default();
            prop_assert_eq!(first, second, "{} written back as {}", text, written);
            prop_assert_eq!(&written, &twice);
        }
    }

    #[test]
    fn most_generated_expressions_are_right(texts in prop::collection::vec(expression(), 20)) {
        let right = texts.iter().filter(|text| tree(text).is_some()).count();
        prop_assert!(right >= 5, "{right} of 20 are right");
    }

    #[test]
    fn any_text_is_parsed(text in "\\PC*") {
        check(&text);
    }

    #[test]
    fn any_mixture_of_pieces_is_parsed(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..200)) {
        check(&pieces.concat());
    }

    #[test]
    fn any_mutation_of_a_model_is_parsed(
        model in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..12usize, prop::sample::select(PIECES.to_vec())), 1..6),
    ) {
        let mut text: Vec<char> = MODELS[model.index(MODELS.len())].chars().collect();
        for (at, length, piece) in edits {
            let at = at.index(text.len());
            let end = (at + length).min(text.len());
            text.splice(at..end, piece.chars());
        }
        check(&text.into_iter().collect::<String>());
    }
}

/// Parses and looks at everything that came of it.
fn check(text: &str) {
    let source = source(text);
    let parsed = parse(&source);
    print(&parsed.file, true);
    for diagnostic in &parsed.diagnostics {
        let spans = std::iter::once(diagnostic.primary.span)
            .chain(diagnostic.labels.iter().map(|label| label.span))
            .chain(diagnostic.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span)));
        for span in spans {
            assert!(text.get(span.range()).is_some(), "{span:?} cuts a character of {text:?}");
        }
        assert!(diagnostic.message.chars().count() < 300, "{}", diagnostic.message);
    }
    for pair in parsed.diagnostics.windows(2) {
        assert!(pair[0] != pair[1], "told twice: {:?}\n{text}", pair[0]);
    }
    parse_expression(&source);
}
