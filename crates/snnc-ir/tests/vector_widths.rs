//! The same bits from vectors of any width, and from scalars.

use snnc_ir::math::{Function, Scalar, Vectors, limit_vectors, points};
use snnc_ir::rng::{
    Draw, StreamKey, binomial, fill_binomial, fill_normal, fill_poisson, fill_uniform, normal, poisson,
    uniform,
};

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
        counting_numbers(limit);
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

fn counting_numbers(limit: Vectors) {
    let key = StreamKey::new(42, "counts");
    let (step, epoch) = (17, 1);
    let means = [0.3, -1.0, 31.999, 4.0, f64::NAN, 32.0, 0.0, 1e-3, 12.0, 5000.0, 1.2];
    let trials =
        [(10, 0.5), (0, 0.5), (1000, 0.999), (63, 0.5), (64, 0.5), (1000, 0.001), (7, 1.0), (5, f64::NAN)];
    for (first, length) in [(0, 64), (0, 200), (7, 64), (7, 65), (128, 1), (64, 2000)] {
        let elements = || (first..).take(length).map(|element| Draw { key, step, epoch, element });
        let mut found = vec![0; length];
        let mut check = |what: &str, fill: &dyn Fn(&mut [i64]), one: &dyn Fn(Draw, usize) -> i64| {
            limit_vectors(limit);
            fill(&mut found);
            limit_vectors(Vectors::Portable);
            for ((i, draw), &found) in elements().enumerate().zip(&found) {
                assert_eq!(found, one(draw, i), "{limit:?} {what} {draw:?}");
            }
        };
        for mean in means {
            check(
                &format!("poisson({mean})"),
                &|out| fill_poisson(key, step, epoch, first, &[mean], out),
                &|draw, _| poisson(draw, mean),
            );
        }
        let many: Vec<f64> = (0..length).map(|i| means[i * i % means.len()]).collect();
        check("poisson", &|out| fill_poisson(key, step, epoch, first, &many, out), &|draw, i| {
            poisson(draw, many[i])
        });
        for (n, p) in trials {
            check(
                &format!("binomial({n}, {p})"),
                &|out| fill_binomial(key, step, epoch, first, (&[n], &[p]), out),
                &|draw, _| binomial(draw, n, p),
            );
        }
        for (n, p) in trials {
            // Whether the same for all is said once or for each.
            check(
                &format!("binomial({n}, {p}) for each"),
                &|out| fill_binomial(key, step, epoch, first, (&vec![n; length], &vec![p; length]), out),
                &|draw, _| binomial(draw, n, p),
            );
            let mean = n as f64 * p;
            check(
                &format!("poisson({mean}) for each"),
                &|out| fill_poisson(key, step, epoch, first, &vec![mean; length], out),
                &|draw, _| poisson(draw, mean),
            );
        }
        let (ns, ps): (Vec<i64>, Vec<f64>) = (0..length).map(|i| trials[i * i % trials.len()]).unzip();
        check("binomial", &|out| fill_binomial(key, step, epoch, first, (&ns, &ps), out), &|draw, i| {
            binomial(draw, ns[i], ps[i])
        });
    }
    limit_vectors(limit);
}
