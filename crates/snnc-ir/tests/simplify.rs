//! What becomes of a computation: kernel text in, kernel text out.

use snnc_ir::graph::Graph;
use snnc_ir::kernel::{Kernel, verify};
use snnc_ir::testing::replay;
use std::fmt::Write;

const COLUMNS: &str = "
  column v: f64, lane, written, storage 0
  column g: f64, lane, written, storage 1
  column i: i64, lane, written, storage 2
  column on: bool, lane, written, storage 3
  column g_pre: f64, pre, written, storage 4
  column g_post: f64, post, written, storage 4
  column tau: f64, shared, storage 5
  stream xi
";

/// Each case before and after.
fn simplified(domain: &str, cases: &str) -> String {
    let mut text = String::new();
    for case in cases.split("\n\n").map(str::trim).filter(|case| !case.is_empty()) {
        let (title, body) = case.split_once('\n').unwrap();
        let kernel = format!("kernel case over {domain} {{{COLUMNS}each lane:\n{body}\n}}");
        let kernel: Kernel = kernel.parse().unwrap_or_else(|error| panic!("{error}\n{kernel}"));
        let simplified = replay(&kernel, Graph::new("case", kernel.domain)).finish();
        verify(&simplified).unwrap_or_else(|errors| panic!("{errors:?}\n{simplified}"));
        let after = simplified.to_string();
        let first = after.find("once:").or(after.find("each lane:")).unwrap_or(0);
        let body: Vec<&str> = body.lines().map(str::trim).collect();
        let after = if simplified.body.is_empty() { "nothing" } else { &after[first..] };
        let after = after.trim_end().trim_end_matches('}').trim_end();
        writeln!(text, "{title}\n  {}\nbecomes\n{after}\n", body.join("\n  ")).unwrap();
    }
    text
}

macro_rules! check {
    ($name:ident, $domain:literal, $cases:literal) => {
        #[test]
        fn $name() {
            insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(stringify!($name), simplified($domain, $cases));
            });
        }
    };
}

check!(
    sums_and_products,
    "range, pre lane, post uniform",
    "
constants are computed
%0 = f64 2.0
%1 = f64 3.0
%2 = mul.f64 %0, %1
%3 = exp %2
store v, %3

adding zero
%0 = load v
%1 = f64 0.0
%2 = add.f64 %1, %0
store g, %2

multiplying by zero respects infinities
%0 = load v
%1 = f64 0.0
%2 = mul.f64 %0, %1
store g, %2

subtracting itself respects infinities
%0 = load v
%1 = sub.f64 %0, %0
store g, %1

minus minus
%0 = load v
%1 = load g
%2 = neg.f64 %1
%3 = add.f64 %0, %2
%4 = sub.f64 %0, %2
%5 = mul.f64 %3, %4
store v, %5

the negative goes into the factor
%0 = load v
%1 = neg.f64 %0
%2 = f64 50.0
%3 = mul.f64 %1, %2
store v, %3

the negative goes into the difference
%0 = load v
%1 = neg.f64 %0
%2 = f64 0.025
%3 = add.f64 %1, %2
store v, %3

factors are collected
%0 = load v
%1 = f64 50.0
%2 = mul.f64 %0, %1
%3 = f64 4.0
%4 = mul.f64 %3, %2
store v, %4

equal expressions are one
%0 = load v
%1 = load g
%2 = add.f64 %0, %1
%3 = add.f64 %1, %0
%4 = div.f64 %2, %3
store v, %4

a product read once is fused
%0 = load v
%1 = load g
%2 = mul.f64 %0, %1
%3 = add.f64 %2, %0
store v, %3

a product subtracted
%0 = load v
%1 = load g
%2 = mul.f64 %0, %1
%3 = sub.f64 %0, %2
store v, %3

a product read twice is not
%0 = load v
%1 = load g
%2 = mul.f64 %0, %1
%3 = add.f64 %2, %0
%4 = mul.f64 %3, %2
store v, %4

a product computed once is not
%0 = time
%1 = load tau
%2 = mul.f64 %0, %1
%3 = load v
%4 = add.f64 %2, %3
store v, %4
"
);

check!(
    quotients_and_powers,
    "range, pre lane, post uniform",
    "
by a constant
%0 = load v
%1 = f64 0.02
%2 = div.f64 %0, %1
store v, %2

by a power of two, exactly
%0 = load i
%1 = to_float %0
%2 = f64 8.0
%3 = div.f64 %1, %2
store v, %3

whole numbers are divided as written
%0 = load i
%1 = to_float %0
%2 = f64 49.0
%3 = div.f64 %1, %2
%4 = floor %3
store v, %4

a whole number is made of the quotient
%0 = load v
%1 = f64 49.0
%2 = div.f64 %0, %1
%3 = to_int %2
store i, %3

what is divided once is divided as written
%0 = time
%1 = f64 0.1
%2 = div.f64 %0, %1
%3 = floor %2
store v, %3

square
%0 = load v
%1 = f64 2.0
%2 = pow %0, %1
store v, %2

fourth power
%0 = load v
%1 = f64 4.0
%2 = pow %0, %1
store v, %2

cube, inverse
%0 = load v
%1 = f64 -3.0
%2 = pow %0, %1
store v, %2

square root
%0 = load v
%1 = f64 0.5
%2 = pow %0, %1
store v, %2

any other power
%0 = load v
%1 = f64 2.5
%2 = pow %0, %1
store v, %2
"
);

check!(
    choices,
    "range, pre lane, post uniform",
    "
a known mask
%0 = load v
%1 = load g
%2 = bool true
%3 = select.f64 %2, %0, %1
store v, %3

equal branches
%0 = load v
%1 = load on
%2 = select.f64 %1, %0, %0
store g, %2

the opposite mask
%0 = load v
%1 = load g
%2 = load on
%3 = not %2
%4 = select.f64 %3, %0, %1
store v, %4

a mask of masks
%0 = load on
%1 = load v
%2 = load g
%3 = gt.f64 %1, %2
%4 = bool false
%5 = select.bool %0, %3, %4
store on, %5

not less is not greater or equal: it holds for NaN
%0 = load v
%1 = load g
%2 = lt.f64 %0, %1
%3 = not %2
store on, %3

integers have no NaN
%0 = load i
%1 = i64 3
%2 = lt.i64 %1, %0
%3 = not %2
store on, %3

a choice made already
%0 = load on
%1 = load v
%2 = load g
%3 = neg.f64 %1
%4 = select.f64 %0, %3, %2
%5 = select.f64 %0, %4, %1
store v, %5
"
);

check!(
    memory,
    "rows, pre row, post gathered",
    "
what is stored is known
%0 = load v
%1 = f64 1.0
%2 = add.f64 %0, %1
store v, %2
%4 = load v
%5 = add.f64 %4, %1
store v, %5

what is stored twice is stored once
%0 = f64 1.0
%1 = f64 2.0
store v, %0
store g, %0
store v, %1

storing what was loaded
%0 = load v
store v, %0

perhaps the same neuron
%0 = f64 1.0
%1 = load g_pre
store g_post, %0
%3 = load g_pre
%4 = add.f64 %1, %3
store g_pre, %4

not the same memory
%0 = load v
%1 = f64 1.0
store g_post, %1
%3 = load v
%4 = add.f64 %0, %3
store v, %4

nobody needs it
%0 = load v
%1 = exp %0
%2 = normal xi
%3 = load g
store v, %3
"
);

check!(
    lanes,
    "range, pre lane, post uniform",
    "
what is the same for all lanes comes first
%0 = load v
%1 = time
%2 = load tau
%3 = div.f64 %1, %2
%4 = exp %3
%5 = mul.f64 %0, %4
store v, %5

the index of the uniform end
%0 = index pre
%1 = index post
%2 = i64 3
%3 = mul.i64 %1, %2
%4 = lt.i64 %0, %3
emit %4

what takes most registers comes first
%0 = load v
%1 = load g
%2 = load i
%3 = to_float %2
%4 = add.f64 %1, %3
%5 = sub.f64 %1, %3
%6 = div.f64 %4, %5
%7 = div.f64 %0, %6
store v, %7
"
);

check!(
    draws,
    "range, pre lane, post uniform",
    "
nothing is tried
%0 = i64 0
%1 = load g
%2 = binomial xi, %0, %1
%3 = load i
%4 = add.i64 %2, %3
store i, %4

nothing can succeed
%0 = load i
%1 = f64 0.0
%2 = binomial xi, %0, %1
store i, %2

nothing comes
%0 = f64 -1.0
%1 = poisson xi, %0
store i, %1

as many as are drawn
%0 = i64 3
%1 = f64 0.5
%2 = binomial xi, %0, %1
store i, %2
"
);

#[test]
fn depth_is_no_matter() {
    use snnc_ir::kernel::{Domain, Space, Type};
    let mut graph = Graph::new("deep", Domain::NEURONS);
    let column = graph.column("v", Type::F64, Space::Lane, 0);
    let start = graph.load(column);
    let mut value = start;
    for _ in 0..100_000 {
        value = graph.sub(start, value);
        value = graph.abs(value);
    }
    graph.store(column, value);
    let kernel = graph.finish();
    assert_eq!(kernel.body.len(), 200_002);
    let read: Kernel = kernel.to_string().parse().unwrap();
    assert_eq!(read, kernel);
}
