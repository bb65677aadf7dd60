//! Elementary functions in compiled code give the bits of their definition, in vectors and lane by lane.

use snnc_ir::column::Column;
use snnc_ir::execute::{Backend, BoundColumn, Call};
use snnc_ir::kernel::Kernel;
use snnc_ir::math::{Function, points};
use snnc_jit::{Cranelift, Native};

/// The function of the columns `x` and `y` into `out`, over lanes of that kind.
fn kernel(function: Function, lanes: &str) -> Kernel {
    let arguments = ["%0", "%1"][..function.arity()].join(", ");
    let name = function.name();
    let text = format!(
        "kernel {name} over {lanes} {{
           column x: f64, lane, storage 0
           column y: f64, lane, storage 1
           column out: f64, lane, written, storage 2
         each lane:
           %0 = load x
           %1 = load y
           %2 = {name} {arguments}
           store out, %2
         }}"
    );
    text.parse().unwrap()
}

fn column(values: &[f64]) -> Column {
    let column = Column::zeros(values.len());
    values.iter().enumerate().for_each(|(k, &value)| column.set_float(k, value));
    column
}

fn check(compiler: &dyn Backend, step: usize) {
    let kernels: Vec<(Function, Kernel)> = Function::ALL
        .into_iter()
        .flat_map(|function| ["range", "list", "rows"].map(|lanes| (function, kernel(function, lanes))))
        .collect();
    let only: Vec<Kernel> = kernels.iter().map(|(_, kernel)| kernel.clone()).collect();
    for ((function, kernel), code) in kernels.iter().zip(compiler.compile(&only).unwrap()) {
        let points = points::points(*function);
        let special = points::special();
        let pairs = special.iter().flat_map(|&x| special.iter().map(move |&y| (x, y)));
        let all = points[0].iter().copied().zip(points[function.arity() - 1].iter().copied()).step_by(step);
        let (x, y): (Vec<f64>, Vec<f64>) = all.chain(pairs).unzip();
        let columns = [column(&x), column(&y), Column::zeros(x.len())];
        let bound = columns.iter().map(|column| BoundColumn { column: column.clone(), offset: 0 }).collect();
        let list: Vec<u32> =
            if kernel.to_string().contains("over rows") { vec![0] } else { (0..x.len() as u32).collect() };
        code.bind(bound, Vec::new(), &snnc_ir::faults::Faults::default()).call(&Call {
            lanes: 0..x.len(),
            list: &list,
            starts: &[0],
            ends: &[x.len() as u64],
            ..Call::default()
        });
        for (k, (&x, &y)) in x.iter().zip(&y).enumerate() {
            let (compiled, defined) = (columns[2].float(k), function.eval(&[x, y]));
            let same = compiled.to_bits() == defined.to_bits() || (compiled.is_nan() && defined.is_nan());
            assert!(same, "{function:?}({x:e}, {y:e}) = {defined:e}, but {compiled:e} in\n{kernel}");
        }
    }
}

#[test]
fn on_this_machine() {
    check(&Cranelift::verified().unwrap(), 1);
}

#[test]
fn in_wide_vectors() {
    check(&Native::host().unwrap(), 1);
}

#[test]
fn in_few_registers() {
    check(&Native::with_few_registers().unwrap(), 7);
}

#[test]
fn on_the_least_machine() {
    check(&Cranelift::baseline().unwrap(), 23);
}
