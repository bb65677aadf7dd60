//! Kernels that break a rule are told so.

use snnc_ir::kernel::{Kernel, Op, Type, Value, verify};

const GOOD: &str = "
kernel good over range, pre lane, post uniform {
  column v: f64, lane, written, storage 0
  column g_post: f64, post, storage 1
  stream xi
once:
  %0 = f64 2.0
  %1 = load g_post
each lane:
  %2 = load v
  %3 = normal xi
  %4 = fma.f64 %2, %1, %3
  %5 = gt.f64 %4, %0
  emit %5
  store v, %4
}";

fn kernel(text: &str) -> Kernel {
    text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// What is said when a part of the kernel is replaced.
fn with(old: &str, new: &str) -> String {
    assert!(GOOD.contains(old));
    verify(&kernel(&GOOD.replace(old, new))).unwrap_err().join("\n")
}

#[test]
fn a_good_kernel_is_accepted() {
    assert_eq!(verify(&kernel(GOOD)), Ok(()));
}

#[test]
fn operands_come_first() {
    assert_eq!(with("fma.f64 %2, %1", "fma.f64 %9, %1"), "%4: %9 is not an earlier instruction");
    assert_eq!(with("store v, %4", "store v, %6"), "%7: %6 has no value");
}

#[test]
fn types_fit() {
    assert_eq!(with("store v, %4", "store v, %5"), "%7: %5 is of another type than the column");
    assert_eq!(with("gt.f64 %4, %0", "gt.f64 %4, %5"), "%5: %5 is not an earlier instruction");
    assert_eq!(
        with("fma.f64 %2, %1", "fma.i64 %2, %1").lines().next(),
        Some("%4: its value is f64, not i64")
    );
    assert_eq!(with("gt.f64 %4, %0", "and %4, %0"), "%5: operands of the wrong number or types");
    assert_eq!(with("normal xi", "exp %2, %2"), "%3: operands of the wrong number or types");
    assert_eq!(
        with("normal xi", "poisson xi"),
        "%3: operands of the wrong number or types\n%4: operands of the wrong number or types"
    );
}

#[test]
fn spaces_exist() {
    assert_eq!(
        with("v: f64, lane", "v: f64, shared").lines().next(),
        Some("column v: written where lanes have no order, and not by the lane")
    );
    assert_eq!(
        with(", post uniform", ""),
        "column g_post: lanes have no index post\n%1: carried out once, but not the same for all lanes"
    );
    assert_eq!(
        with("range, pre lane", "range, pre row"),
        "kernel good: pre is the row, but there are no rows"
    );
}

#[test]
fn lanes_without_order_do_not_meet() {
    assert_eq!(
        with("g_post: f64, post, storage 1", "g_post: f64, post, storage 0"),
        "column v: may be the memory of column g_post, by which lanes without an order would see each other\n\
         %1: carried out once, but not the same for all lanes"
    );
    assert_eq!(with("range, pre lane", "rows, pre lane"), "kernel good: `emit` over rows");
    assert_eq!(with("store v, %4", "store v, %4\nemit %5"), "kernel good: more than one `emit`");
}

#[test]
fn what_is_said_of_the_kernel_is_true() {
    assert_eq!(with("lane, written", "lane"), "column v: is written");
    assert!(with("post, storage", "post, written, storage").contains("column g_post: is not written"));
    assert_eq!(with("post uniform", "post gathered"), "%1: carried out once, but not the same for all lanes");
    let mut draws = kernel(GOOD);
    draws.invariant = 4;
    assert_eq!(verify(&draws).unwrap_err().len(), 2);
}

#[test]
fn numbers_are_in_range() {
    let mut broken = kernel(GOOD);
    broken.body[1].op = Op::Load(7);
    broken.body[3].op = Op::Random(snnc_ir::kernel::Random::Normal, 3, vec![]);
    broken.body[7].op = Op::Store(9, Value(4));
    broken.invariant = 100;
    let errors = verify(&broken).unwrap_err();
    assert!(errors.iter().any(|error| error == "%1: there is no such column"), "{errors:?}");
    assert!(errors.iter().any(|error| error == "%3: there is no such stream"), "{errors:?}");
    assert!(errors.iter().any(|error| error == "%7: there is no such column"), "{errors:?}");
    let mut odd = kernel(GOOD);
    odd.body[2].ty = Type::Bool;
    assert!(verify(&odd).is_err());
}

#[test]
fn bad_text_is_refused_with_its_line() {
    let error = |text: &str| text.parse::<Kernel>().unwrap_err().to_string();
    assert_eq!(error(&GOOD.replace("load v", "load w")), "line 10: `w` is not declared");
    assert_eq!(error(&GOOD.replace("%3 =", "%7 =")), "line 11: this is %3, not %7");
    assert_eq!(error(&GOOD.replace("fma.f64", "fma")), "line 12: `fma` needs a type");
    assert_eq!(error(&GOOD.replace("normal xi", "frobnicate")), "line 11: `frobnicate` is no operation");
    assert_eq!(error(GOOD.trim_end_matches('}')), "line 15: `}` is missing");
    assert_eq!(error(&GOOD.replace("f64 2.0", "f64 two")), "line 7: `two` is no float");
    assert_eq!(error(""), "line 0: `}` is missing");
}
