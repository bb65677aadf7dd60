//! Ticks are round, inside of the axis, and no more than asked for.

use proptest::prelude::*;
use snnc_plot::figure::{Axis, Scale, Ticks};
use snnc_plot::ticks::{choose, label, place, written};
use snnc_plot::unit::printed;

fn axis(range: (f64, f64), scale: Scale, ticks: Ticks) -> Axis {
    Axis { label: "value".into(), unit: "mV".into(), range, scale, ticks }
}

fn texts(range: (f64, f64), scale: Scale, most: usize) -> String {
    let ticks = choose(&axis(range, scale, Ticks::Round), most);
    let each: Vec<_> = ticks.major.iter().map(|tick| tick.text.clone()).collect();
    match ticks.exponent {
        0 => each.join(" "),
        power => format!("{} e{power}", each.join(" ")),
    }
}

#[test]
fn linear_axes_have_round_ticks() {
    let chosen = |low, high| texts((low, high), Scale::Linear, 6);
    assert_eq!(chosen(0.0, 1.0), "0.0 0.2 0.4 0.6 0.8 1.0");
    assert_eq!(chosen(-81.3, 42.0), "−80 −60 −40 −20 0 20 40");
    assert_eq!(chosen(0.0, 1002.0), "0 200 400 600 800 1000");
    assert_eq!(chosen(0.0, 40_000.0), "0 10\u{2009}000 20\u{2009}000 30\u{2009}000 40\u{2009}000");
    assert_eq!(chosen(0.0, 3.2e-5), "0 10 20 30 e-6");
    assert_eq!(chosen(0.1, 0.3), "0.10 0.15 0.20 0.25 0.30");
    assert_eq!(chosen(2.0, 2.0), "1.8 1.9 2.0 2.1 2.2");
    assert_eq!(chosen(1e9, 1.2e9), "1.00 1.05 1.10 1.15 1.20 e9");
    assert_eq!(chosen(f64::NAN, 1.0), "0.0 0.2 0.4 0.6 0.8 1.0");
}

#[test]
fn whole_axes_have_whole_ticks() {
    let ticks = choose(&axis((0.0, 3.0), Scale::Linear, Ticks::Whole), 10);
    assert_eq!(ticks.major.iter().map(|tick| tick.value).collect::<Vec<_>>(), [0.0, 1.0, 2.0, 3.0]);
}

#[test]
fn logarithmic_axes_have_powers_of_ten() {
    let chosen = |low, high| texts((low, high), Scale::Logarithmic, 6);
    assert_eq!(chosen(0.01, 100.0), "0.01 0.1 1 10 100");
    assert_eq!(chosen(1e-4, 10.0), "10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 10⁰ 10¹");
    assert_eq!(chosen(1e-12, 1e3), "10⁻¹² 10⁻⁹ 10⁻⁶ 10⁻³ 10⁰ 10³");
    assert_eq!(chosen(1.5, 60.0), "2 5 10 20 50");
    assert_eq!(chosen(-1.0, 0.0), "10⁻³ 10⁻² 10⁻¹ 10⁰");
}

#[test]
fn labels_have_the_unit_as_it_is_printed() {
    let mut axis = axis((0.0, 1.0), Scale::Linear, Ticks::Round);
    assert_eq!(label(&axis, 0), "value (mV)");
    assert_eq!(label(&axis, -6), "value (10⁻⁶\u{2009}mV)");
    axis.unit = "1".into();
    assert_eq!(label(&axis, 0), "value");
    assert_eq!(label(&axis, 3), "value (×\u{2009}10³)");
}

#[test]
fn units_are_printed_as_in_journals() {
    for (written, expected) in [
        ("mV", "mV"),
        ("mV*ms", "mV·ms"),
        ("volt * second", "V·s"),
        ("uF/cm**2", "µF/cm²"),
        ("usiemens", "µS"),
        ("us", "µs"),
        ("umbrellas", "umbrellas"),
        ("ms**-1", "ms⁻¹"),
        ("meter ** (-2)", "m⁻²"),
        ("mV**0.5", "mV^0.5"),
        ("1", ""),
        ("spikes a neuron", "spikes a neuron"),
    ] {
        assert_eq!(printed(written), expected);
    }
}

#[test]
fn numbers_are_written_for_print() {
    assert_eq!(written(-0.0, 1), "0.0");
    assert_eq!(written(-1.25, 2), "−1.25");
    assert_eq!(written(1234.0, 0), "1234");
    assert_eq!(written(1234567.0, 0), "1\u{2009}234\u{2009}567");
}

proptest! {
    #[test]
    fn ticks_are_inside_ordered_and_few(
        low in prop_oneof![-1e12..1e12, -1.0..1.0, -1e-9..1e-9],
        length in prop_oneof![1e-6..1e6, 1e-12..1e-3, 0.1..1e12],
        most in 2usize..12,
        logarithmic: bool,
    ) {
        let scale = if logarithmic { Scale::Logarithmic } else { Scale::Linear };
        let axis = axis((low, low + length), scale, Ticks::Round);
        let ticks = choose(&axis, most);
        // Where the next rounder step leaves hardly any, there are more than asked for.
        prop_assert!(ticks.major.len() <= 2 * most + 1, "{ticks:?}");
        for tick in &ticks.major {
            prop_assert!((-1e-6..=1.0 + 1e-6).contains(&place(&axis, tick.value)), "{tick:?}");
        }
        for pair in ticks.major.windows(2) {
            prop_assert!(pair[0].value < pair[1].value && pair[0].text != pair[1].text, "{pair:?}");
        }
        if !logarithmic && length > low.abs() * 1e-6 {
            prop_assert!(ticks.major.len() >= 2, "{ticks:?}");
            let step = ticks.major[1].value - ticks.major[0].value;
            let digit = step / 10f64.powf(step.log10().floor());
            let round = [1.0, 2.0, 5.0, 10.0].iter().any(|round| (digit - round).abs() < 1e-3);
            prop_assert!(round, "step {step}");
        }
    }
}
