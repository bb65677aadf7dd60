//! All models at hand.

use crate::model::lowered;
use snnc_ir::kernel::verify;
use std::path::Path;

#[test]
fn lower_to_well_formed_kernels() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut seen = 0;
    for folder in ["models", "tests/models/valid", "tests/models/deterministic"] {
        let mut files: Vec<_> = std::fs::read_dir(root.join(folder))
            .expect("it exists")
            .map(|it| it.expect("it can be read").path())
            .collect();
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|it| it == "eqs")) {
            println!("{}", file.display());
            let text = std::fs::read_to_string(file).expect("it can be read");
            let lowered = lowered(&text);
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
