//! What the server does after a keystroke: parse, check and lower the model, and answer what editors then ask for.
//!
//! The models are those that are shipped: as they are, with the unit of a constant gone (which is looked for by checking the
//! model again and again), and with a statement that is only half written.

use divan::{Bencher, black_box};
use snnc_ir::arithmetic::Elementary;
use snnc_ir::lower::lower;
use snnc_lang::editor::{Analysis, analyse, folds, inlay_hints, outline, tokens};
use snnc_lang::files::Disk;
use snnc_lang::{Diagnostic, SourceId};
use std::path::PathBuf;

const MODELS: [&str; 4] = ["striatum", "izhikevich", "cobahh", "synapses/stdp"];

fn main() {
    divan::main();
}

fn path(model: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../../models/{model}.eqs"))
}

fn check(name: &str, text: &str) -> Analysis {
    let mut analysis = analyse(name, text, &Elementary, &Disk);
    if let Some(model) = &analysis.check.model
        && !analysis.diagnostics.iter().any(Diagnostic::is_error)
    {
        analysis.diagnostics.extend(lower(model).diagnostics);
    }
    analysis
}

fn keystroke(bencher: Bencher<'_, '_>, model: &str, change: impl Fn(&str) -> String) {
    let path = path(model);
    let text = change(&std::fs::read_to_string(&path).expect("a model"));
    let name = path.display().to_string();
    bencher.bench(|| {
        let analysis = check(&name, black_box(&text));
        let all = analysis.sources.get(SourceId(0)).span();
        let shown = (tokens(&analysis, all.source), outline(&analysis), folds(&analysis));
        (analysis.diagnostics.len(), shown, inlay_hints(&analysis, all))
    });
}

#[divan::bench(args = MODELS)]
fn right(bencher: Bencher<'_, '_>, model: &str) {
    keystroke(bencher, model, str::to_owned);
}

#[divan::bench(args = MODELS)]
fn without_a_unit(bencher: Bencher<'_, '_>, model: &str) {
    keystroke(bencher, model, |text| {
        let unit = [" mV", " ms", "*ms", "*mV"].into_iter().find(|unit| text.contains(unit));
        text.replacen(unit.expect("a model with units"), "", 1)
    });
}

#[divan::bench(args = MODELS)]
fn without_any_units(bencher: Bencher<'_, '_>, model: &str) {
    keystroke(bencher, model, |text| text.replace(" mV", "").replace(" ms", "").replace(" nS", ""));
}

#[divan::bench(args = MODELS)]
fn half_written(bencher: Bencher<'_, '_>, model: &str) {
    keystroke(bencher, model, |text| text.replacen("/dt = ", "/dt = (", 1));
}
