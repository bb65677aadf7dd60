//! Models that are compiled one after the other share the code of equal kernels, and nothing else.

use snnc::{Backend, Compiler, Model, Recording};

const TEXT: &str = "\
tau = 10 ms
gain = 1
neurons cells[40] {
    dv/dt = (25 mV - v)/tau : mV
    method: exact
    threshold: v > 10 mV
    reset: v = 0 mV
    init: v = rand()*10*mV
}
neurons others[3] {
    x : 1
    init: x = 1/(gain*i)
}
synapses ring: cells -> cells { w : volt; connect: p = 0.2; init: w = rand()*mV; on_pre: v += w }
monitor spikes of cells
run 100 ms
save others as \"end\"
";

fn spikes(recording: &Recording) -> (Vec<i32>, Vec<u64>, Vec<u64>) {
    let spikes = recording.spikes("cells").expect("a monitor");
    let saved = recording.saved[0].arrays.iter().flat_map(|array| &array.values);
    (
        spikes.indices().to_vec(),
        spikes.times().iter().map(|t| t.to_bits()).collect(),
        saved.map(|x| x.to_bits()).collect(),
    )
}

#[test]
fn shared_code_does_what_code_of_its_own_does() {
    let compiler = Compiler::new(Backend::Auto).expect("a compiler");
    let model = Model::from_text("model.eqs", TEXT);
    let mut outcomes = Vec::new();
    // 0 and -0 are equal, and 1/0 and 1/-0 are not.
    for (tau, gain) in [("10 ms", "1"), ("12 ms", "1"), ("10 ms", "1"), ("10 ms", "0.0"), ("10 ms", "-0.0")] {
        let model =
            model.clone().with("tau", tau).and_then(|model| model.with("gain", gain)).expect("values");
        let alone = model.compile().and_then(|compiled| compiled.run()).expect("a run");
        let shared = compiler.compile(&model).and_then(|compiled| compiled.run()).expect("a run");
        assert_eq!(spikes(&alone), spikes(&shared), "tau = {tau}, gain = {gain}");
        outcomes.push(spikes(&shared));
    }
    assert_eq!(outcomes[0], outcomes[2]);
    assert!(outcomes[0] != outcomes[1] && outcomes[3].2 != outcomes[4].2);
}

#[test]
fn only_what_a_constant_is_folded_into_is_compiled_again() {
    let compiler = Compiler::new(Backend::Auto).expect("a compiler");
    let model = Model::from_text("model.eqs", TEXT);
    compiler.compile(&model).expect("a model");
    let first = compiler.kernels();
    compiler.compile(&model).expect("a model");
    let again = compiler.kernels();
    assert_eq!(
        (again.compiled, again.reused),
        (first.compiled, 2 * first.reused + first.compiled),
        "all of it is known"
    );
    compiler.compile(&model.with("tau", "11 ms").expect("a value")).expect("a model");
    let other = compiler.kernels();
    assert_eq!(other.compiled, again.compiled + 1, "the update of the cells alone is another");
}
