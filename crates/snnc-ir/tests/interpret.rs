//! What instructions do, and where lanes read and write.

use snnc_ir::column::Column;
use snnc_ir::execute::{Backend, BoundColumn, Call};
use snnc_ir::faults::Faults;
use snnc_ir::interpret::Interpreter;
use snnc_ir::rng::{Draw, StreamKey, normal, uniform};

/// Executes a kernel on columns, each bound at an offset.
fn run(text: &str, columns: &[(&Column, usize)], keys: &[StreamKey], call: &Call<'_>) {
    let kernel = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    let executables = Interpreter.compile(&[kernel]).unwrap();
    let columns =
        columns.iter().map(|&(column, offset)| BoundColumn { column: column.clone(), offset }).collect();
    executables[0].bind(columns, keys.to_vec(), &Faults::default()).call(call);
}

/// The same, and the demand that is not met.
fn run_demanding(text: &str, columns: &[&Column], call: &Call<'_>) -> Option<(u32, u64, i64)> {
    let kernel = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    let executables = Interpreter.compile(&[kernel]).unwrap();
    let columns = columns.iter().map(|&column| BoundColumn { column: column.clone(), offset: 0 }).collect();
    let faults = Faults::default();
    executables[0].bind(columns, Vec::new(), &faults).call(call);
    faults.first().map(|fault| (fault.number, fault.lane, fault.about))
}

fn floats(values: &[f64]) -> Column {
    let column = Column::zeros(values.len());
    values.iter().enumerate().for_each(|(index, &value)| column.set_float(index, value));
    column
}

fn ints(values: &[i64]) -> Column {
    let column = Column::zeros(values.len());
    values.iter().enumerate().for_each(|(index, &value)| column.set_int(index, value));
    column
}

fn as_floats(column: &Column) -> Vec<f64> {
    (0..column.len()).map(|index| column.float(index)).collect()
}

fn as_ints(column: &Column) -> Vec<i64> {
    (0..column.len()).map(|index| column.int(index)).collect()
}

/// An operation of two floats, over a range and over rows, whose results must agree.
fn of_floats(op: &str, out: &str, a: &[f64], b: &[f64]) -> Column {
    let result = |domain: &str, call: &Call<'_>| {
        let text = format!(
            "kernel k over {domain} {{
               column a: f64, lane, storage 0
               column b: f64, lane, storage 1
               column out: {out}, lane, written, storage 2
             each lane:
               %0 = load a
               %1 = load b
               %2 = {op}
               store out, %2
             }}"
        );
        let column = Column::zeros(a.len());
        run(&text, &[(&floats(a), 0), (&floats(b), 0), (&column, 0)], &[], call);
        column
    };
    let blocks = result("range", &Call { lanes: 0..a.len(), ..Call::default() });
    let order =
        result("rows", &Call { list: &[0], starts: &[0], ends: &[a.len() as u64], ..Call::default() });
    assert_eq!(as_ints(&blocks), as_ints(&order));
    blocks
}

#[test]
fn the_smaller_and_the_larger_keep_a_nan_that_comes_second() {
    let (nan, inf) = (f64::NAN, f64::INFINITY);
    let (a, b) = ([1.0, nan, 1.0, -0.0, 0.0, inf], [2.0, 1.0, nan, 0.0, -0.0, -inf]);
    let show = |column: &Column| format!("{:?}", as_floats(column));
    assert_eq!(show(&of_floats("min.f64 %0, %1", "f64", &a, &b)), "[1.0, 1.0, NaN, 0.0, -0.0, -inf]");
    assert_eq!(show(&of_floats("max.f64 %0, %1", "f64", &a, &b)), "[2.0, 1.0, NaN, 0.0, -0.0, inf]");
}

#[test]
fn comparisons_with_nan_do_not_hold_except_not_equal() {
    let (a, b) = ([f64::NAN, 1.0, f64::NAN], [1.0, f64::NAN, f64::NAN]);
    for op in ["lt", "le", "gt", "ge", "eq"] {
        assert_eq!(as_ints(&of_floats(&format!("{op}.f64 %0, %1"), "bool", &a, &b)), [0, 0, 0], "{op}");
    }
    assert_eq!(as_ints(&of_floats("ne.f64 %0, %1", "bool", &a, &b)), [1, 1, 1]);
}

#[test]
fn floats_become_integers_towards_zero_and_saturate() {
    let a = [1.9, -1.9, f64::NAN, 1e300, -1e300, f64::INFINITY, -0.0];
    let expected = [1, -1, 0, i64::MAX, i64::MIN, i64::MAX, 0];
    assert_eq!(as_ints(&of_floats("to_int %0", "i64", &a, &a)), expected);
}

#[test]
fn floats_are_rounded_to_even() {
    let a = [0.5, 1.5, -2.5, 2.6, -0.2];
    assert_eq!(as_floats(&of_floats("round %0", "f64", &a, &a)), [0.0, 2.0, -2.0, 3.0, -0.0]);
    assert_eq!(as_floats(&of_floats("floor %0", "f64", &a, &a)), [0.0, 1.0, -3.0, 2.0, -1.0]);
    assert_eq!(as_floats(&of_floats("trunc %0", "f64", &a, &a)), [0.0, 1.0, -2.0, 2.0, -0.0]);
}

#[test]
fn a_product_and_sum_is_rounded_once() {
    let (a, b) = ([1.0 + f64::EPSILON], [1.0 - f64::EPSILON]);
    let rounded_once = a[0].mul_add(b[0], a[0]);
    assert_eq!(as_floats(&of_floats("fma.f64 %0, %1, %0", "f64", &a, &b)), [rounded_once]);
}

#[test]
fn integers_are_divided_towards_minus_infinity() {
    let text = |op: &str| {
        format!(
            "kernel k over range {{
               column a: i64, lane, storage 0
               column b: i64, lane, storage 1
               column out: i64, lane, written, storage 2
             each lane:
               %0 = load a
               %1 = load b
               %2 = {op}.i64 %0, %1
               store out, %2
             }}"
        )
    };
    let a = ints(&[7, -7, 7, -7, 7, i64::MIN, i64::MAX]);
    let b = ints(&[3, 3, -3, -3, 0, -1, 1]);
    let result = |op: &str| {
        let out = Column::zeros(7);
        run(&text(op), &[(&a, 0), (&b, 0), (&out, 0)], &[], &Call { lanes: 0..7, ..Call::default() });
        as_ints(&out)
    };
    assert_eq!(result("floor_div"), [2, -3, -3, 2, 0, i64::MIN, i64::MAX]);
    assert_eq!(result("floor_mod"), [1, 2, -2, -1, 0, 0, 0]);
    assert_eq!(result("add")[6], i64::MIN, "integers wrap");
}

#[test]
fn bits_are_written_by_words_and_cleared_beyond_the_end() {
    let text = "kernel k over range {
          column v: f64, lane, storage 0
        once:
          %0 = f64 0.5
        each lane:
          %1 = load v
          %2 = gt.f64 %1, %0
          emit %2
        }";
    let v = floats(&(0..600).map(|lane| f64::from(lane % 3)).collect::<Vec<_>>());
    let bits = ints(&[-1; 12]);
    run(text, &[(&v, 0)], &[], &Call { lanes: 64..590, bits: Some(&bits), ..Call::default() });
    assert_eq!((bits.word(0), bits.word(10)), (u64::MAX, u64::MAX), "other words are not touched");
    for lane in 64..640 {
        let expected = lane < 590 && lane % 3 != 0;
        assert_eq!(bits.word(lane / 64) >> (lane % 64) & 1 == 1, expected, "lane {lane}");
    }
}

#[test]
fn rows_see_what_the_ones_before_have_done() {
    // Three synapses of source 1 in an order of their own, two of them to the same target, which begins at element 1.
    let text = "kernel k over rows, pre row, post gathered {
          column v: f64, post, written, storage 0
          column seen: f64, lane, written, storage 1
          column x: f64, pre, storage 2
        each lane:
          %0 = load v
          store seen, %0
          %2 = load x
          %3 = add.f64 %0, %2
          store v, %3
        }";
    let (v, seen, x) = (floats(&[0.0, 10.0, 20.0]), Column::zeros(5), floats(&[1.0, 2.0]));
    let call = Call {
        list: &[1],
        starts: &[0, 2],
        ends: &[2, 5],
        order: &[0, 1, 4, 3, 2],
        post_of: &[0, 0, 0, 1, 0],
        ..Call::default()
    };
    run(text, &[(&v, 1), (&seen, 0), (&x, 0)], &[], &call);
    assert_eq!(as_floats(&v), [0.0, 14.0, 22.0]);
    assert_eq!(as_floats(&seen), [0.0, 0.0, 12.0, 20.0, 10.0]);
}

#[test]
fn draws_belong_to_elements() {
    let text = |domain: &str| {
        format!(
            "kernel k over {domain} {{
               column u: f64, lane, written, storage 0
               column n: f64, lane, written, storage 1
               stream one
               stream other
             each lane:
               %0 = uniform one
               store u, %0
               %2 = normal other
               store n, %2
             }}"
        )
    };
    let keys = [StreamKey::new(3, "one"), StreamKey::new(3, "other")];
    let list: Vec<u32> = (0..300).rev().step_by(7).collect();
    let calls = [
        ("range", Call { lanes: 64..300, ..Call::default() }),
        ("list", Call { list: &list, ..Call::default() }),
        ("rows", Call { list: &[0], starts: &[10], ends: &[300], ..Call::default() }),
    ];
    for (domain, call) in calls {
        let (u, n) = (Column::zeros(300), Column::zeros(300));
        let call = Call { step: 17, epoch: 2, ..call };
        run(&text(domain), &[(&u, 0), (&n, 0)], &keys, &call);
        let mut drawn = 0;
        for lane in 0..300 {
            let draw = |key| Draw { key, step: 17, epoch: 2, element: lane as u64 };
            if u.word(lane) != 0 {
                drawn += 1;
                assert_eq!(u.float(lane), uniform(draw(keys[0])), "{domain} {lane}");
                assert_eq!(n.float(lane), normal(draw(keys[1])), "{domain} {lane}");
            }
        }
        assert_eq!(
            drawn,
            [236, 43, 290][["range", "list", "rows"].iter().position(|name| *name == domain).unwrap()]
        );
    }
}

#[test]
fn malformed_kernels_are_refused() {
    let text = "kernel k over range {
        each lane:
          %0 = bool true
          emit %0
          emit %0
        }";
    let error = Interpreter.compile(&[text.parse().unwrap()]).err().unwrap();
    assert_eq!(error.to_string(), "kernel k is malformed: kernel k: more than one `emit`");
}

#[test]
fn elements_at_computed_indices() {
    let text = "kernel k over range {
       column at: i64, lane, storage 0
       column array: f64, element, storage 1
       column out: f64, lane, written, storage 2
     each lane:
       %0 = load at
       %1 = load_at array, %0, 3
       store out, %1
     }";
    let (at, array, out) = (ints(&[0, 2, -1, 3, i64::MIN]), floats(&[1.0, 2.0, 4.0]), Column::zeros(5));
    run(text, &[(&at, 0), (&array, 0), (&out, 0)], &[], &Call { lanes: 0..5, ..Call::default() });
    // Beyond either end it is the last one.
    assert_eq!(as_floats(&out), [1.0, 4.0, 4.0, 4.0, 4.0]);
}

#[test]
fn the_first_lane_in_which_a_demand_is_not_met_is_recorded() {
    let text = |domain: &str| {
        format!(
            "kernel k over {domain} {{
               column x: i64, lane, storage 0
             once:
               %0 = i64 10
               %1 = i64 5
             each lane:
               %2 = load x
               %3 = lt.i64 %2, %0
               %4 = ne.i64 %2, %1
               require %4, %2, 7
               require %3, %2, 8
             }}"
        )
    };
    let mut values: Vec<i64> = vec![0; 600];
    (values[300], values[301], values[500]) = (12, 5, 5);
    let x = ints(&values);
    let range = run_demanding(&text("range"), &[&x], &Call { lanes: 0..600, ..Call::default() });
    assert_eq!(range, Some((8, 300, 12)));
    let call = Call { list: &[2, 500, 300], ..Call::default() };
    assert_eq!(run_demanding(&text("list"), &[&x], &call), Some((7, 500, 5)));
    let call = Call { list: &[0], starts: &[0], ends: &[600], ..Call::default() };
    assert_eq!(run_demanding(&text("rows"), &[&x], &call), Some((8, 300, 12)));
    assert_eq!(run_demanding(&text("range"), &[&x], &Call { lanes: 0..256, ..Call::default() }), None);
}
