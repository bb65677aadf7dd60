//! The kernels of small models, as text.

use crate::model::plan;

fn kernels(text: &str) -> String {
    plan(text).kernels.iter().map(|kernel| format!("{kernel}\n")).collect()
}

#[test]
fn lif() {
    insta::assert_snapshot!(kernels(
        "neurons g[2] {
             dv/dt = (x - v)/(10 ms) : 1 (unless refractory)
             x : 1
             threshold: v > 1
             reset: v = 0
             refractory: 2 ms
             init: { v = rand(); x = 1.1 + 0.1*randn() }
         }"
    ));
}

#[test]
fn synapses() {
    insta::assert_snapshot!(kernels(
        "neurons a[4] { dv/dt = -v/(10 ms) : 1 (unless refractory); threshold: v > 1; reset: v = 0; refractory: 1 ms }
         synapses s: a[:2] -> a[1:] {
             w : 1
             n = w*v_post : 1
             connect: i + 1 != j, p = 0.5*exp(-v_pre)
             connect: i == j, p = 0.5
             on_pre: { v += w; v_pre += n }
             on_post: w = clip(w + N_incoming*rand(), 0, 1)
             init: w = index*0.1
         }
         monitor n of s"
    ));
}

#[test]
fn sharing_a_function_argument_draws_once() {
    let text = kernels("twice(x) = x + x\nneurons g[1] { v : 1; init: { v = twice(rand()); v += rand() } }");
    assert_eq!(text.matches("uniform").count(), 2, "{text}");
}

#[test]
fn streams_are_named_after_their_place() {
    let plan = plan(
        "neurons g[1] { dv/dt = xi*second**-0.5 : 1; threshold: v > 1; reset: v = rand(); init: v = randn() }
         poisson p[2] { rate: 5 Hz }
         synapses s: p -> g { connect: p = 0.5*exp(-j); on_pre: v += rand() }",
    );
    let mut names: Vec<_> = plan.kernels.iter().flat_map(|kernel| kernel.streams.clone()).collect();
    names.sort();
    names.dedup();
    assert_eq!(
        names,
        ["g/init/0", "g/reset/0", "g/update/xi", "p/update/spikes", "s/connect/0/filter/p", "s/on_pre/pre/0"]
    );
}
