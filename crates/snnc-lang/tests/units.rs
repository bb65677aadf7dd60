//! Units: what names mean, exact factors, and how dimensions are written.

use snnc_lang::units::{Unit, after_number, anywhere, natural, quantity, similar, text};

fn unit(name: &str) -> Unit {
    after_number(name).unwrap_or_else(|| panic!("{name} is a unit"))
}

#[test]
fn factors_are_the_nearest_floats() {
    let exact = [
        ("mV", 1e-3),
        ("uV", 1e-6),
        ("µV", 1e-6),
        ("μV", 1e-6),
        ("pA", 1e-12),
        ("aF", 1e-18),
        ("ms", 1e-3),
        ("kHz", 1e3),
        ("cm2", 1e-4),
        ("um²", 1e-12),
        ("cm3", 1e-6),
        ("mg", 1e-6),
        ("kg", 1.0),
        ("g", 1e-3),
        ("mM", 1.0),
        ("uM", 1e-3),
        ("nM", 1e-6),
        ("molar", 1e3),
        ("l", 1e-3),
        ("ml", 1e-6),
        ("MΩ", 1e6),
        ("Mohm", 1e6),
        ("GΩ", 1e9),
        ("millivolt", 1e-3),
        ("mvolt", 1e-3),
        ("usiemens", 1e-6),
        ("mmetre2", 1e-6),
    ];
    for (name, scale) in exact {
        assert_eq!(unit(name).scale(), scale, "{name}");
    }
    assert_eq!(10.0 * unit("mV").scale(), 0.01);
}

#[test]
fn prefixed_symbols_agree_with_uom() {
    use uom::si::f64::ElectricPotential;
    for u in uom::si::electric_potential::units() {
        let name = u.abbreviation();
        if let Some(ours) = after_number(name) {
            let theirs = format!("1 {name}").parse::<ElectricPotential>().unwrap().value;
            assert_eq!(ours.scale(), theirs, "{name}");
        }
    }
}

#[test]
fn names_mean_what_the_language_page_says() {
    for symbol in
        ["s", "V", "A", "S", "F", "m", "K", "J", "M", "C", "N", "day", "d", "h", "min", "bar", "x", "mm4"]
    {
        assert!(anywhere(symbol).is_none(), "{symbol} is an ordinary name in an expression");
    }
    for name in ["M", "d", "h", "day", "hour", "abvolt", "nmi"] {
        assert!(after_number(name).is_none(), "{name} is no unit");
    }
    let everywhere = "volt mvolt amp ampere namp siemens farad ohm second msecond metre meter gram kilogram mole mol \
        kelvin hertz coulomb joule newton pascal watt weber tesla henry radian molar mmolar litre liter \
        mV uV nV kV pA nA uA mA pF nF uF mF pS nS uS mS ms us ns Hz kHz MHz kohm Mohm Gohm mm um nm cm km mM uM nM pM \
        µV kΩ cm2 um² µm²";
    for name in everywhere.split_whitespace() {
        assert!(anywhere(name).is_some(), "{name} is a unit everywhere");
        assert_eq!(anywhere(name), after_number(name));
    }
}

#[test]
fn dimensions_are_written_in_electrical_units() {
    let of = |above: &[&str], below: &[&str]| {
        let mut out = Unit::ONE;
        for name in above {
            out = out.times(unit(name)).unwrap();
        }
        for name in below {
            out = out.over(unit(name)).unwrap();
        }
        out.dimension
    };
    let cases: &[(&[&str], &[&str], &str)] = &[
        (&["volt"], &["second"], "V/s"),
        (&["amp"], &[], "A"),
        (&["siemens"], &["cm2"], "S/m²"),
        (&["uF"], &["cm2"], "F/m²"),
        (&["uA"], &["cm2"], "A/m²"),
        (&[], &["second"], "Hz"),
        (&["amp"], &["second"], "A/s"),
        (&["siemens"], &["second"], "S/s"),
        (&["volt", "volt"], &[], "V²"),
        (&["siemens", "volt"], &["farad"], "V/s"),
        (&["ohm"], &[], "Ω"),
        (&["ohm", "metre"], &[], "Ω·m"),
        (&["coulomb"], &["mole"], "C/mol"),
        (&["joule"], &["mole", "kelvin"], "J/(K·mol)"),
        (&["mM"], &["ms"], "mol/(m³·s)"),
        (&["amp"], &["volt", "volt"], "S/V"),
        (&[], &["mV", "ms"], "1/(V·s)"),
        (&["nS"], &["volt"], "S/V"),
        (&["metre"], &["second"], "m/s"),
        (&["second"], &["volt"], "s/V"),
        (&["kilogram"], &[], "kg"),
    ];
    for (above, below, written) in cases {
        assert_eq!(text(of(above, below)), *written);
    }
    let half = snnc_lang::units::Ratio::new(1, 2).unwrap();
    let root = |name| unit(name).power(half).unwrap();
    assert_eq!(text(unit("A").times(root("s")).unwrap().dimension), "A·s^0.5");
    assert_eq!(text(unit("V").over(root("s")).unwrap().dimension), "V/s^0.5");
    assert_eq!(text(Unit::ONE.over(root("s")).unwrap().dimension), "1/s^0.5");
    assert_eq!(text(Unit::ONE.dimension), "1");
}

#[test]
fn quantities_have_names() {
    assert_eq!(quantity(unit("mV").dimension), "a voltage");
    assert_eq!(quantity(Unit::ONE.dimension), "a dimensionless number");
    assert_eq!(quantity(unit("A").over(unit("cm2")).unwrap().dimension), "a current per area");
    let odd = unit("V").times(unit("V")).unwrap().dimension;
    assert_eq!(quantity(odd), "a quantity in V²");
}

#[test]
fn spellings_are_suggested() {
    assert_eq!(similar("mv"), ["mV"]);
    assert_eq!(similar("hz"), ["Hz"]);
    assert_eq!(similar("volts"), ["volt"]);
    assert_eq!(similar("msec"), ["ms"]);
    assert_eq!(similar("seconds"), ["second"]);
    assert!(similar("tau").is_empty());
}

#[test]
fn natural_units_have_a_prefix_that_suits() {
    let shown = |value, name| natural(value, unit(name).dimension).text.to_string();
    assert_eq!(shown(65e-12, "A"), "pA");
    assert_eq!(shown(-0.065, "V"), "mV");
    assert_eq!(shown(0.0, "V"), "V");
    assert_eq!(shown(0.1, "s"), "ms");
    assert_eq!(shown(1e-9, "s"), "ns");
}

mod arithmetic {
    use proptest::prelude::*;
    use snnc_lang::units::{Dimension, Ratio, quantity, text};

    fn ratio() -> impl Strategy<Value = Ratio> {
        (-6i64..=6, 1i64..=4).prop_map(|(n, d)| Ratio::new(n, d).expect("small"))
    }

    fn dimension() -> impl Strategy<Value = Dimension> {
        proptest::array::uniform7(ratio()).prop_map(Dimension)
    }

    proptest! {
        #[test]
        fn products_form_a_commutative_group(a in dimension(), b in dimension(), c in dimension()) {
            prop_assert_eq!(a.times(b), b.times(a));
            let left = a.times(b).and_then(|ab| ab.times(c));
            prop_assert_eq!(left, b.times(c).and_then(|bc| a.times(bc)));
            prop_assert_eq!(a.times(Dimension::ONE), Some(a));
            prop_assert_eq!(a.over(a), Some(Dimension::ONE));
            prop_assert_eq!(a.times(b).and_then(|ab| ab.over(b)), Some(a));
        }

        #[test]
        fn powers_multiply_exponents(a in dimension(), p in ratio(), q in ratio()) {
            let both = p.times(q).and_then(|pq| a.power(pq));
            prop_assert_eq!(a.power(p).and_then(|x| x.power(q)), both);
            prop_assert_eq!(a.power(Ratio::from(2)), a.times(a));
            prop_assert_eq!(Ratio::approximate(p.value()), Some(p));
        }

        #[test]
        fn every_dimension_can_be_written(a in dimension()) {
            prop_assert!(!text(a).is_empty());
            prop_assert!(quantity(a).starts_with('a'));
        }
    }
}
