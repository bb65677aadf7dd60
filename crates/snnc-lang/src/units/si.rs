//! The units of SI and their prefixes, as uom knows them.

use super::{Dimension, Ratio, Unit};
use std::sync::OnceLock;

/// A unit without prefix.
#[derive(Debug)]
pub(super) struct Root {
    /// `volt`; the first is the one that is suggested.
    pub(super) names: Vec<&'static str>,
    /// `V`.
    pub(super) symbols: Vec<&'static str>,
    /// What it measures.
    pub(super) unit: Unit,
    /// Whether its names are units everywhere in an expression, not only after a number or `:`.
    pub(super) anywhere: bool,
    /// Whether its symbol needs a prefix (`M` for molar).
    pub(super) bare_symbol: bool,
}

/// A prefix: `milli`, `m`, −3.
#[derive(Debug)]
pub(super) struct Prefix {
    pub(super) name: &'static str,
    pub(super) symbols: Vec<&'static str>,
    pub(super) power_of_ten: i32,
}

/// All of both.
#[derive(Debug)]
pub(super) struct Si {
    pub(super) roots: Vec<Root>,
    pub(super) prefixes: Vec<Prefix>,
}

/// The units of SI; made at the first call.
pub(super) fn si() -> &'static Si {
    static SI: OnceLock<Si> = OnceLock::new();
    SI.get_or_init(|| Si { roots: roots(), prefixes: prefixes() })
}

/// The power of ten nearest to `factor`.
fn power_of_ten(factor: f64) -> i32 {
    let near = |p: &i32| {
        let size = Unit::new(Dimension::ONE, *p).scale();
        ((factor - size) / size).abs() < 1e-9
    };
    (-30..=30).find(near).unwrap_or(0)
}

/// Of each quantity, its dimension, and name, symbol and factor of the unit that is asked for.
macro_rules! from_uom {
    ($($module:ident $quantity:ident $unit:ident;)*) => {
        vec![$({
            use uom::si::$module::{Dimension as D, $unit};
            use uom::si::{Dimension as Exponents, Unit as Named};
            use uom::typenum::ToInt;
            let exponents: [i32; 7] = [
                <<D as Exponents>::L as ToInt<i32>>::INT,
                <<D as Exponents>::M as ToInt<i32>>::INT,
                <<D as Exponents>::T as ToInt<i32>>::INT,
                <<D as Exponents>::I as ToInt<i32>>::INT,
                <<D as Exponents>::Th as ToInt<i32>>::INT,
                <<D as Exponents>::N as ToInt<i32>>::INT,
                <<D as Exponents>::J as ToInt<i32>>::INT,
            ];
            let dimension = Dimension(exponents.map(Ratio::from));
            let factor = uom::si::f64::$quantity::new::<$unit>(1.0).value;
            Root {
                names: vec![<$unit as Named>::singular()],
                symbols: vec![<$unit as Named>::abbreviation()],
                unit: Unit::new(dimension, power_of_ten(factor)),
                anywhere: true,
                bare_symbol: true,
            }
        }),*]
    };
}

fn roots() -> Vec<Root> {
    let mut roots: Vec<Root> = from_uom! {
        electric_potential ElectricPotential volt;
        electric_current ElectricCurrent ampere;
        electrical_conductance ElectricalConductance siemens;
        capacitance Capacitance farad;
        electrical_resistance ElectricalResistance ohm;
        time Time second;
        length Length meter;
        mass Mass gram;
        amount_of_substance AmountOfSubstance mole;
        temperature_interval TemperatureInterval kelvin;
        frequency Frequency hertz;
        electric_charge ElectricCharge coulomb;
        energy Energy joule;
        force Force newton;
        pressure Pressure pascal;
        power Power watt;
        magnetic_flux MagneticFlux weber;
        magnetic_flux_density MagneticFluxDensity tesla;
        inductance Inductance henry;
        angle Angle radian;
        volume Volume liter;
        solid_angle SolidAngle steradian;
        luminous_intensity LuminousIntensity candela;
        illuminance Illuminance lux;
        radioactivity Radioactivity becquerel;
        catalytic_activity CatalyticActivity katal;
    };
    for root in &mut roots {
        let (names, symbols): (&[&str], &[&str]) = match root.names[0] {
            "ampere" => (&["amp"], &[]),
            "ohm" => (&[], &["ohm", "Ω"]),
            "meter" => (&["metre"], &[]),
            "mole" => (&["mol"], &[]),
            "liter" => (&["litre"], &["l"]),
            "steradian" | "candela" | "lux" | "becquerel" | "katal" => {
                root.anywhere = false;
                (&[], &[])
            }
            _ => (&[], &[]),
        };
        root.names.splice(0..0, names.iter().copied());
        root.symbols.splice(0..0, symbols.iter().copied());
    }
    roots.extend(missing());
    roots
}

/// What uom has no single unit for.
fn missing() -> Vec<Root> {
    let exponents = |e: [i32; 7]| Dimension(e.map(Ratio::from));
    let root = |name, symbol, dimension, power_of_ten, anywhere, bare_symbol| {
        let unit = Unit::new(dimension, power_of_ten);
        Root { names: vec![name], symbols: vec![symbol], unit, anywhere, bare_symbol }
    };
    let per_mass = exponents([2, 0, -2, 0, 0, 0, 0]);
    vec![
        root("molar", "M", exponents([-3, 0, 0, 0, 0, 1, 0]), 3, true, false),
        root("lumen", "lm", exponents([0, 0, 0, 0, 0, 0, 1]), 0, false, true),
        root("gray", "Gy", per_mass, 0, false, true),
        root("sievert", "Sv", per_mass, 0, false, true),
    ]
}

/// The prefixes, from those that uom has for metres.
fn prefixes() -> Vec<Prefix> {
    use uom::si::f64::Length;
    uom::si::length::units()
        .filter_map(|unit| {
            let name = unit.singular().strip_suffix("meter").filter(|p| !p.is_empty())?;
            let symbol = unit.abbreviation().strip_suffix('m')?;
            let factor = format!("1 {}", unit.singular()).parse::<Length>().ok()?.value;
            let symbols = if name == "micro" { vec!["u", "µ", "μ"] } else { vec![symbol] };
            Some(Prefix { name, symbols, power_of_ten: power_of_ten(factor) })
        })
        .collect()
}
