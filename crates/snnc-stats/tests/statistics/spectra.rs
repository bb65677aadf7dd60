//! Power spectra, as `scipy.signal.welch` sees them.

use crate::reference::{all_same, numbers, reference};
use snnc_stats::Welch;

#[test]
fn spectra_are_those_of_scipy() {
    let reference = reference("spectra.json");
    for case in reference["cases"].as_array().unwrap() {
        let series = &reference["series"][case["series"].as_str().unwrap()];
        let rate = series["rate"].as_f64().unwrap();
        let mut welch = Welch::new(case["length"].as_u64().unwrap() as usize);
        welch.add(&numbers(&series["values"]));
        let what = format!("{} in segments of {}", case["series"], case["length"]);
        all_same(&welch.frequencies(rate), &numbers(&case["frequencies"]), &what);
        // Relative to the peak: squares of volts are all far below 1.
        let theirs = numbers(&case["density"]);
        let peak = theirs.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let scaled = |values: &[f64]| -> Vec<f64> { values.iter().map(|value| value / peak).collect() };
        let ours = welch.density(rate).unwrap();
        match peak {
            // Of single samples nothing is left without their mean.
            f64::MIN_POSITIVE => assert_eq!(ours, theirs),
            _ => all_same(&scaled(&ours), &scaled(&theirs), &what),
        }
    }
}

#[test]
fn without_a_whole_segment_there_is_no_spectrum() {
    let mut welch = Welch::new(4);
    welch.add(&[1.0, 2.0, 3.0]);
    assert_eq!((welch.segments(), welch.density(1.0)), (0, None));
}
