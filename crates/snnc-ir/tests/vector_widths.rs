//! The same bits from vectors of any width, and from scalars.

use snnc_ir::math::{Function, Scalar, Vectors, limit_vectors, points};
use snnc_ir::rng::{Draw, StreamKey, fill_normal, fill_uniform, normal, uniform};

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}

/// One test, since the limit holds for the whole process.
#[test]
fn results_do_not_depend_on_the_width_of_vectors() {
    let functions = Function::ALL.map(|function| {
        let columns = points::points(function);
        let args = |i: usize| columns.iter().map(|column| column[i]).collect::<Vec<_>>();
        let recipe: Vec<f64> = (0..columns[0].len()).map(|i| function.emit(&mut Scalar, &args(i))).collect();
        (function, columns, recipe)
    });
    for limit in [Vectors::Portable, Vectors::Avx2, Vectors::Avx512] {
        limit_vectors(limit);
        for (function, columns, recipe) in &functions {
            let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
            let mut block = vec![0.0; recipe.len()];
            function.eval_block(&slices, &mut block);
            for (i, (&recipe, &block)) in recipe.iter().zip(&block).enumerate() {
                let args: Vec<f64> = columns.iter().map(|column| column[i]).collect();
                let single = function.eval(&args);
                assert!(
                    same(recipe, block) && same(recipe, single),
                    "{limit:?} {function:?}({args:?}): {recipe:e} {block:e} {single:e}"
                );
            }
        }
        random_numbers(limit);
    }
}

fn random_numbers(limit: Vectors) {
    let key = StreamKey::new(42, "test");
    let (step, epoch) = (1 << 33, 7);
    for (first, length) in
        [(0, 1), (1, 1), (0, 2), (1, 2), (7, 0), (6, 65), (7, 64), (7, 65), (1 << 39, 10_000)]
    {
        let mut uniforms = vec![0.0; length];
        let mut normals = vec![0.0; length];
        fill_uniform(key, step, epoch, first, &mut uniforms);
        fill_normal(key, step, epoch, first, &mut normals);
        for (i, element) in (first..).take(length).enumerate() {
            let draw = Draw { key, step, epoch, element };
            limit_vectors(Vectors::Portable);
            let (one_uniform, one_normal) = (uniform(draw), normal(draw));
            limit_vectors(limit);
            assert_eq!(uniforms[i].to_bits(), one_uniform.to_bits(), "{limit:?} {first} {i}");
            assert_eq!(normals[i].to_bits(), one_normal.to_bits(), "{limit:?} {first} {i}");
            assert_eq!(normal(draw).to_bits(), one_normal.to_bits(), "{limit:?} {first} {i}");
        }
    }
}
