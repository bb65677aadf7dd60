//! All models at hand.

use crate::model::{checked, plan};
use snnc_ir::kernel::verify;
use snnc_ir::lower::lower;
use std::path::{Path, PathBuf};

#[test]
fn lower_to_well_formed_kernels() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut seen = 0;
    let entries = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).expect("it exists");
        entries.map(|it| it.expect("it can be read").path()).collect()
    };
    let mut folders = vec![root.join("models"), root.join("tests/models/valid")];
    folders.extend(entries(&root.join("tests/models/known")).into_iter().filter(|path| path.is_dir()));
    for folder in folders {
        let mut files = entries(&folder);
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|it| it == "eqs")) {
            let text = std::fs::read_to_string(file).expect("it can be read");
            // What this version does not carry out, the checker has refused.
            let Ok(model) = checked(&text) else { continue };
            let lowered = lower(&model);
            let plan =
                lowered.plan.unwrap_or_else(|| panic!("{}: {:#?}", file.display(), lowered.diagnostics));
            for kernel in &plan.kernels {
                verify(kernel).unwrap_or_else(|errors| panic!("{}: {errors:#?}\n{kernel}", file.display()));
            }
            seen += 1;
        }
    }
    assert!(seen > 50);
}

/// The kernel that advances the first group of one of the models that come with the compiler.
fn update(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models").join(name);
    let plan = plan(&std::fs::read_to_string(file).expect("it can be read"));
    let update = plan.groups[0].update.as_ref().expect("there are equations");
    format!("{}\n{}", plan.groups[0].method, plan.kernels[update.kernel.kernel])
}

#[test]
fn updates_of_the_models() {
    insta::assert_snapshot!("adex_coba", update("adex_coba.eqs"));
    insta::assert_snapshot!("cuba", update("cuba.eqs"));
}

#[test]
fn a_sum_of_many_terms() {
    let sum = |n: usize| vec!["v"; n].join(" + ");
    for method in ["exact", "exponential_euler", "euler"] {
        let text =
            format!("neurons g[1] {{ dv/dt = -({})/(10 ms)/100000 : 1; method: {method} }}", sum(100_000));
        let plan = plan(&text);
        assert!(plan.groups[0].update.is_some());
    }
}
