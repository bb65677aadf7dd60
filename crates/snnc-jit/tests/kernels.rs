//! Kernels of each domain, against the interpreter, at their edges.

use snnc_ir::column::Column;
use snnc_ir::execute::{Backend, BoundColumn, Call};
use snnc_ir::faults::Faults;
use snnc_ir::interpret::Interpreter;
use snnc_ir::kernel::{BinaryOp, ColumnDecl, Domain, Inst, Kernel, Op, Precision, Space, Type, Value};
use snnc_ir::rng::StreamKey;
use snnc_jit::{Cranelift, Native};
use std::time::{Duration, Instant};

const CUBA: &str = include_str!("../benches/kernels/cuba.kernel");
const ADEX: &str = include_str!("../benches/kernels/adex.kernel");
const COBAHH: &str = include_str!("../benches/kernels/cobahh.kernel");
const NOISE: &str = include_str!("../benches/kernels/noise.kernel");
const DELIVER: &str = include_str!("../benches/kernels/deliver.kernel");

fn compilers() -> [Box<dyn Backend>; 4] {
    [
        Box::new(Cranelift::verified().unwrap()),
        Box::new(Cranelift::baseline().unwrap()),
        Box::new(Native::host().unwrap()),
        Box::new(Native::with_few_registers().unwrap()),
    ]
}

/// A column of floats from -0.08 to 0.02, or integers from -3 to 6, in disorder.
fn filled(ty: Type, len: usize, seed: usize) -> Column {
    let column = Column::zeros(len);
    for k in 0..len {
        let mixed = (k + 7 * seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        match ty {
            Type::F64 => column.set_float(k, (mixed % 1000) as f64 * 1e-4 - 0.08),
            _ => column.set_int(k, mixed as i64 % 10 - 3),
        }
    }
    column
}

fn words(column: &Column) -> Vec<u64> {
    (0..column.len()).map(|k| column.word(k)).collect()
}

/// What a kernel leaves in its columns of `len` elements, and in the bits.
fn run(backend: &dyn Backend, kernel: &Kernel, len: usize, call: &Call<'_>) -> Vec<Vec<u64>> {
    let columns: Vec<Column> =
        kernel.columns.iter().enumerate().map(|(seed, decl)| filled(decl.ty, len, seed)).collect();
    let code = backend.compile(std::slice::from_ref(kernel)).unwrap().remove(0);
    let bound = columns.iter().map(|column| BoundColumn { column: column.clone(), offset: 0 });
    let keys = kernel.streams.iter().map(|name| StreamKey::new(3, name)).collect();
    let bound = code.bind(bound.collect(), keys, &Faults::default());
    // What is bound keeps the code alive.
    drop(code);
    let bits = Column::zeros(len + 128);
    (0..bits.len()).for_each(|word| bits.set_word(word, u64::MAX));
    for step in 0..3 {
        bound.call(&Call { step, epoch: 5, bits: call.bits.map(|_| &bits), ..call.clone() });
    }
    columns.iter().chain([&bits]).map(words).collect()
}

fn agree(kernel: &Kernel, len: usize, call: &Call<'_>) {
    let expected = run(&Interpreter, kernel, len, call);
    for compiler in compilers() {
        assert_eq!(run(&*compiler, kernel, len, call), expected, "{len} {kernel}");
    }
}

#[test]
fn ranges_of_any_length() {
    let bits = Column::zeros(1);
    for text in [CUBA, ADEX, COBAHH, NOISE] {
        let kernel: Kernel = text.parse().unwrap();
        for len in (0..20).chain([63, 64, 65, 127, 128, 130, 199, 200]) {
            agree(&kernel, len, &Call { lanes: 0..len, bits: Some(&bits), ..Call::default() });
        }
        agree(&kernel, 200, &Call { lanes: 64..200, bits: Some(&bits), ..Call::default() });
        agree(&kernel, 200, &Call { lanes: 64..64, bits: Some(&bits), ..Call::default() });
        agree(&kernel, 200, &Call { lanes: 0..200, bits: None, ..Call::default() });
    }
}

#[test]
fn ranges_that_end_with_the_memory_of_a_subgroup() {
    let kernel: Kernel = "kernel copy over range {
      column from: f64, lane, storage 0
      column to: f64, lane, written, storage 1
    each lane:
      %0 = load from
      store to, %0
    }"
    .parse()
    .unwrap();
    for offset in [1, 3, 60] {
        for compiler in compilers() {
            let (from, to) = (filled(Type::F64, 64, 1), Column::zeros(64 - offset));
            let code = compiler.compile(std::slice::from_ref(&kernel)).unwrap();
            let columns = [(&from, offset), (&to, 0)];
            let columns = columns.map(|(column, offset)| BoundColumn { column: column.clone(), offset });
            let bound = code[0].bind(columns.to_vec(), Vec::new(), &Faults::default());
            bound.call(&Call { lanes: 0..64 - offset, ..Call::default() });
            assert_eq!(words(&to), words(&from)[offset..]);
        }
    }
}

#[test]
fn lists_of_any_length() {
    let bits = Column::zeros(1);
    for text in [CUBA, ADEX, COBAHH, NOISE] {
        let kernel: Kernel = text.replace("over range", "over list").parse().unwrap();
        for len in [0, 1, 2, 63, 64, 65, 130] {
            let list: Vec<u32> = (0..len as u32).map(|k| (k * 7) % len as u32).collect();
            if len % 7 != 0 || len == 0 {
                agree(&kernel, len, &Call { list: &list, bits: Some(&bits), ..Call::default() });
                agree(&kernel, len, &Call { list: &list, bits: None, ..Call::default() });
            }
        }
    }
}

#[test]
fn rows_see_the_effects_of_those_before() {
    let kernel: Kernel = DELIVER.parse().unwrap();
    let post_of: Vec<u32> = (0..90).map(|k| k * k % 11).collect();
    let offsets = [0, 0, 1, 4, 8, 13, 30, 61, 90];
    let order: Vec<u32> = (0..90).rev().collect();
    for list in [&[][..], &[0], &[1], &[7, 2, 3, 3, 6], &[0, 1, 2, 3, 4, 5, 6, 7]] {
        for order in [&[][..], &order] {
            let call = Call { list, order, post_of: &post_of, ..Call::default() };
            agree(&kernel, 90, &call.clone().rows(&offsets));
            // A part of each row.
            let (starts, ends) = ([0, 0, 2, 6, 8, 17, 31, 80], [0, 1, 3, 8, 8, 30, 61, 89]);
            agree(&kernel, 90, &Call { starts: &starts, ends: &ends, ..call });
        }
    }
}

#[test]
fn many_columns() {
    let columns = (0..200).map(|number| ColumnDecl {
        name: format!("x{number}"),
        ty: Type::F64,
        precision: Precision::Double,
        space: Space::Lane,
        written: number % 2 == 1,
        storage: number,
    });
    let mut kernel = Kernel {
        name: "many".to_owned(),
        domain: Domain::NEURONS,
        columns: columns.collect(),
        streams: Vec::new(),
        body: Vec::new(),
        invariant: 0,
    };
    kernel.body.extend((0..100).map(|number| Inst { op: Op::Load(2 * number), ty: Type::F64 }));
    for number in 0..100 {
        kernel.body.push(Inst { op: Op::Store(2 * number + 1, Value(99 - number)), ty: Type::Bool });
    }
    agree(&kernel, 100, &Call { lanes: 0..100, ..Call::default() });
}

/// A kernel of many instructions, in which each depends on values far back.
fn long(length: usize) -> Kernel {
    let text = "kernel long over range {
      column x: f64, lane, written, storage 0
    each lane:
      %0 = load x
    }";
    let mut kernel: Kernel = text.replace(", written", "").parse().unwrap();
    for index in 1..length {
        let (a, b) = (Value(index as u32 - 1), Value((index * 7 / 11) as u32));
        let op = [BinaryOp::Add, BinaryOp::Mul, BinaryOp::Max, BinaryOp::Sub][index % 4];
        kernel.body.push(Inst { op: Op::Binary(op, a, b), ty: Type::F64 });
    }
    kernel.columns[0].written = true;
    kernel.body.push(Inst { op: Op::Store(0, Value(length as u32 - 1)), ty: Type::Bool });
    kernel
}

#[test]
fn long_kernels_compile_in_reasonable_time() {
    for (length, limit) in [(1000, Duration::from_secs(2)), (10_000, Duration::from_secs(20))] {
        let kernel = long(length);
        let begin = Instant::now();
        Cranelift::host().unwrap().compile(std::slice::from_ref(&kernel)).unwrap();
        let taken = begin.elapsed();
        println!("{length} instructions: {taken:?}");
        assert!(taken < limit, "{length} instructions: {taken:?}");
        let begin = Instant::now();
        Native::host().unwrap().compile(&[kernel]).unwrap();
        let taken = begin.elapsed();
        println!("{length} instructions, wide: {taken:?}");
        assert!(taken < limit, "{length} instructions, wide: {taken:?}");
    }
    for length in [1000, 4000] {
        agree(&long(length), 70, &Call { lanes: 0..70, ..Call::default() });
    }
}

#[test]
fn many_kernels_share_their_code() {
    let kernels: Vec<Kernel> = [CUBA, ADEX, DELIVER].map(|text| text.parse().unwrap()).to_vec();
    let compiler = Cranelift::verified().unwrap();
    let codes = compiler.compile(&kernels).unwrap();
    assert_eq!(codes.len(), 3);
    assert!(compiler.compile(&[]).unwrap().is_empty());
}

#[test]
fn what_is_not_a_kernel_is_refused() {
    let mut kernel: Kernel = CUBA.parse().unwrap();
    kernel.body[9].op = Op::Load(77);
    assert!(Cranelift::verified().unwrap().compile(&[kernel]).is_err());
}

#[test]
fn listings_show_what_was_compiled() {
    let compiler = Cranelift::host().unwrap();
    let kernels: [Kernel; 2] = [ADEX.parse().unwrap(), DELIVER.parse().unwrap()];
    let clif = compiler.emit_clif(&kernels).unwrap();
    assert!(clif.contains("; adex/update") && clif.contains("f64x2") && clif.contains("return"), "{clif}");
    let asm = compiler.emit_asm(&kernels).unwrap();
    assert!(asm.contains("; synapses/deliver") && asm.contains("ret"), "{asm}");
    let asm = Native::host().unwrap().emit_asm(&kernels).unwrap();
    assert!(asm.contains("; adex/update") && asm.contains("; synapses/deliver"), "{asm}");
}
