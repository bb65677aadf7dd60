//! Constants and expressions: values, types, the order of definitions, overrides, and limits.

use snnc_lang::check::{Check, StdArithmetic};
use snnc_lang::files::Disk;
use snnc_lang::hir::Value;
use snnc_lang::syntax::ast::{Definition, ItemKind};
use snnc_lang::{SourceId, Sources, check, syntax};

fn checked(text: &str, overrides: &[&str]) -> Check {
    let mut sources = Sources::single("test.eqs", text);
    let mut definitions: Vec<Definition> = vec![];
    for text in overrides {
        let id = sources.add("--set", *text);
        let items = syntax::parse(sources.get(id)).file.items;
        definitions.extend(items.into_iter().filter_map(|item| match item.kind {
            ItemKind::Definition(definition) => Some(definition),
            _ => None,
        }));
    }
    let parse = syntax::parse(sources.get(SourceId(0)));
    assert!(parse.diagnostics.is_empty(), "{:#?}", parse.diagnostics);
    check::check(&parse.file, &sources, &definitions, &StdArithmetic, &Disk)
}

fn codes(text: &str) -> Vec<&'static str> {
    checked(text, &[]).diagnostics.iter().map(|d| d.code).collect()
}

/// The value of the constant `x`, given its expression and other definitions.
fn value_with(expression: &str, others: &str) -> Value {
    let check = checked(&format!("x = {expression}\n{others}\nrun 1 s\n"), &[]);
    let model = check.model.unwrap_or_else(|| panic!("{expression}: {:#?}", check.diagnostics));
    model.constants.iter().find(|c| &*c.name == "x").expect("x is defined").value
}

fn value(expression: &str) -> Value {
    value_with(expression, "")
}

fn float(expression: &str) -> f64 {
    match value(expression) {
        Value::Float(x) => x,
        other => panic!("{expression} is {other:?}"),
    }
}

#[test]
fn integers_are_exact_and_follow_python() {
    let cases = [
        ("4*100 // 5", 80),
        ("-7 // 2", -4),
        ("-7 % 3", 2),
        ("7 % -3", -2),
        ("2**10", 1024),
        ("2**62 + (2**62 - 1)", i64::MAX),
        ("(-3)**3", -27),
        ("5**0", 1),
        ("-2**2", -4),
        ("int(2.7)", 2),
        ("int(-2.7)", -2),
        ("int(3 > 2)", 1),
        ("abs(-3)", 3),
        ("sign(-3)", -1),
        ("min(3, 1, 2)", 1),
        ("clip(7, 0, 5)", 5),
        ("floor(3)", 3),
        ("3 if 1 < 2 <= 2 else 4", 3),
        ("where(1 == 2, 3, 4)", 4),
        ("sum(m*m for m in range(4))", 14),
        ("sum(m for m in range(0, 10, 3) if m > 3)", 15),
        ("sum(m for m in range(5, 0, -2))", 9),
        ("sum(m for m in range(0))", 0),
        ("timestep(1 ms, 0.1 ms)", 10),
        ("9223372036854775807", i64::MAX),
    ];
    for (expression, expected) in cases {
        assert_eq!(value(expression), Value::Integer(expected), "{expression}");
    }
}

#[test]
fn floats_have_the_bits_of_the_same_product() {
    let cases = [
        ("10 mV", 10.0 * 1e-3),
        ("0.8 mV", 0.8 * 0.001),
        ("4.3 nS", 4.3 * 1e-9),
        ("104 pF", 104.0 * 1e-12),
        ("10*mV", 10.0 * 1e-3),
        ("-65 mV", -(65.0 * 1e-3)),
        ("20000 um**2", 20000.0 * 1e-12),
        ("1 mV/ms", 1e-3 / 1e-3),
        ("7/2", 3.5),
        ("4/2", 2.0),
        ("2**-1", 0.5),
        ("2.0**3", 8.0),
        ("1e4", 1e4),
        ("sqrt(4 mV**2)", 2e-3),
        ("(4 mV**2)**(1/2)", 2e-3),
        ("max(-65 mV, 0, -inf)", 0.0),
        ("pi", std::f64::consts::PI),
        ("zero_celsius", 273.15),
        ("gas_constant*zero_celsius/faraday_constant", 8.314_462_618_153_24 * 273.15 / 96_485.332_123_310_01),
        ("1000*dt", 0.1),
        ("0 if 2 > 1 else 3 mV", 0.0),
        ("1 mV if True else 1/(1 - 1)*mV", 1e-3),
    ];
    for (expression, expected) in cases {
        assert_eq!(float(expression).to_bits(), f64::to_bits(expected), "{expression}");
    }
}

#[test]
fn conditions_are_evaluated_lazily() {
    assert_eq!(value("1 > 2 and 1/(1 - 1) > 0"), Value::Boolean(false));
    assert_eq!(value("1 < 2 or 1/(1 - 1) > 0"), Value::Boolean(true));
    assert_eq!(value("not (1 < 2 < 2)"), Value::Boolean(true));
    assert_eq!(value("(1 < 2) == (3 < 4)"), Value::Boolean(true));
}

#[test]
fn constants_stand_in_any_order_and_functions_are_inlined() {
    assert_eq!(value_with("f(y)*2", "y = z + 1\nz = 3\nf(q) = q*q + g(q)\ng(q) = q + z"), Value::Integer(46));
    assert_eq!(value_with("f(b = 1, a = 5)", "f(a, b) = a - b"), Value::Integer(4));
    let chain: String = (0..20_000).map(|n| format!("c{n} = c{} + 1\n", n + 1)).collect();
    assert_eq!(value_with("c0", &format!("{chain}c20000 = 0")), Value::Integer(20_000));
}

#[test]
fn overrides_replace_values_and_are_checked() {
    let text = "tau = 20 ms\nrate = 1/tau\nN = 10\nrun tau\nv = N*rate\n";
    let model = checked(text, &["tau = 10 ms", "N = 20", "dt = 1 ms"]).model.expect("a right model");
    let value = |name: &str| model.constants.iter().find(|c| &*c.name == name).expect("it is there").value;
    assert_eq!(value("tau"), Value::Float(10.0 * 1e-3));
    assert_eq!(value("rate"), Value::Float(1.0 / (10.0 * 1e-3)));
    assert_eq!(value("N"), Value::Integer(20));
    assert_eq!(model.settings.dt, 1e-3);
    for (wrong, code) in [
        ("tau = 10 mV", "units::mismatch"),
        ("taus = 1 ms", "names::unknown"),
        ("N = True", "types::condition"),
    ] {
        let check = checked(text, &[wrong]);
        let found: Vec<_> = check.diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(found, [code], "{wrong}");
        assert_ne!(check.diagnostics[0].primary.span.source, SourceId(0), "{wrong} is told where it stands");
    }
}

#[test]
fn one_message_for_one_cause() {
    let wrong = "tau = 10 ms + 5 mV\na = 1/tau\nb = a*tau\nf(x) = x + tau\nc = f(b)\nrun tau\n";
    assert_eq!(codes(wrong), ["units::mismatch"]);
    // `w` is a current in both equations, whichever comes first.
    let of = |first: &str, second: &str| {
        format!(
            "C = 1 pF; g = 1 nS; E = -65 mV; a = 2 nS; tw = 9 ms\n\
             neurons c[1] {{\n{first}\n{second}\nthreshold: V > E\nreset: V = E\n}}\nrun 1 s\n"
        )
    };
    let (v, w) = ("dV/dt = (g*(E - V) + w)/C : volt", "dw/dt = (a*(V - E) - w)/tw : mV");
    assert_eq!(codes(&of(v, w)), ["units::mismatch"]);
    assert_eq!(codes(&of(w, v)), ["units::mismatch"]);
}

#[test]
fn nothing_overflows_the_stack_or_takes_for_ever() {
    let nested =
        |open: &str, close: &str| format!("x = {}1{}\nrun 1 s\n", open.repeat(190), close.repeat(190));
    assert_eq!(codes(&nested("(", " + 2*3**2)")), ["structure::unused"]);
    assert!(codes(&nested("(", " if True else not 2 < 3 and 4)")).contains(&"types::not-a-condition"));
    let long = format!("x = {}1\nrun 1 s\n", "1 + ".repeat(50_000));
    assert_eq!(codes(&long), ["structure::unused"]);
    let doubling: String = (1..60).map(|n| format!("f{n}(y) = f{}(y) + f{}(y)\n", n - 1, n - 1)).collect();
    assert_eq!(codes(&format!("f0(y) = y + y\n{doubling}x = f59(1)\nrun 1 s\n"))[0], "types::too-large");
    let deep: String = (1..2000).map(|n| format!("f{n}(y) = f{}(y) + 1\n", n - 1)).collect();
    assert_eq!(codes(&format!("f0(y) = y\n{deep}x = f1999(1)\nrun 1 s\n"))[0], "types::too-large");
}
