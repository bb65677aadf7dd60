//! The text form of a checked model: `snnc inspect --emit model`.
//!
//! It shows what the checker made of a file: constants with their values, every name resolved (`ge_post`, not `ge`), every
//! `+=` written out, defaults filled in.

mod blocks;
mod connect;
mod expr;
mod monitors;
mod protocol;
mod selection;

use super::{Constant, DisplayUnit, Model, SynapseGroupId, Value};
use std::fmt::{self, Display, Formatter};

impl Display for Model {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let settings = &self.settings;
        writeln!(f, "dt = {} s", Number(settings.dt))?;
        writeln!(f, "seed = {}", settings.seed)?;
        if let Some(seed) = settings.wiring_seed {
            writeln!(f, "wiring_seed = {seed}")?;
        }
        if !self.constants.is_empty() {
            writeln!(f)?;
        }
        for constant in &self.constants {
            writeln!(f, "{constant}")?;
        }
        for timed in &self.timed_arrays {
            let columns = timed.columns.map_or(String::new(), |columns| format!("[{columns}]"));
            let (rows, every) = (timed.rows, Number(timed.every));
            writeln!(
                f,
                "timed {}{columns} : {}, {rows} values every {every} s",
                timed.name, timed.unit.text
            )?;
        }
        for group in &self.groups {
            writeln!(f)?;
            blocks::group(f, self, group)?;
        }
        for id in 0..self.synapses.len() {
            writeln!(f)?;
            blocks::synapses(f, self, SynapseGroupId(id as u32))?;
        }
        for input in &self.inputs {
            writeln!(f)?;
            blocks::input(f, self, input)?;
        }
        if !self.monitors.is_empty() {
            writeln!(f)?;
        }
        for monitor in &self.monitors {
            monitors::monitor(f, self, monitor)?;
        }
        if !self.protocol.is_empty() {
            writeln!(f)?;
        }
        protocol::protocol(f, self, &self.protocol, "")?;
        for (number, stage) in self.stages.iter().enumerate() {
            writeln!(f, "\n# stage {}", number + 1)?;
            for (constant, before) in stage.constants.iter().zip(&self.constants) {
                if constant.value != before.value {
                    writeln!(f, "{constant}")?;
                }
            }
            protocol::protocol(f, stage, &stage.protocol, "")?;
        }
        Ok(())
    }
}

impl Display for Constant {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} = ", self.name)?;
        match self.value {
            Value::Float(x) => write!(f, "{}", Quantity(x, &self.unit)),
            Value::Integer(n) => write!(f, "{n}"),
            Value::Boolean(b) => write!(f, "{b}"),
        }
    }
}

/// A float as it can be written in a model.
pub(super) struct Number(pub(super) f64);

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let x = self.0;
        if x == 0.0 || (1e-4..1e16).contains(&x.abs()) || !x.is_finite() {
            write!(f, "{x}")
        } else {
            write!(f, "{x:e}")
        }
    }
}

/// A float in SI, shown in a unit.
pub(super) struct Quantity<'a>(pub(super) f64, pub(super) &'a DisplayUnit);

impl Display for Quantity<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Quantity(si, unit) = *self;
        // Dividing by the scale may leave last digits that nobody wrote: the shortest number that is the value to rounding
        // is the one meant.
        let shown = si / unit.scale;
        let shorter = (1..17).find_map(|digits| {
            let number: f64 = format!("{shown:.digits$e}").parse().ok()?;
            ((number * unit.scale - si).abs() <= 2.0 * f64::EPSILON * si.abs()).then_some(number)
        });
        write!(f, "{}", Number(shorter.unwrap_or(shown)))?;
        if *unit.text == *"1" { Ok(()) } else { write!(f, " {}", unit.text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_show_the_digits_that_were_written() {
        let unit = |text: &str, scale| DisplayUnit { text: text.into(), scale };
        assert_eq!(Quantity(104e-12, &unit("pF", 1e-12)).to_string(), "104 pF");
        assert_eq!(Quantity(4.3e-9, &unit("nS", 1e-9)).to_string(), "4.3 nS");
        assert_eq!(Quantity(0.0, &unit("1", 1.0)).to_string(), "0");
        assert_eq!(Quantity(1e-7, &unit("1", 1.0)).to_string(), "1e-7");
        assert_eq!(Quantity(f64::INFINITY, &unit("1", 1.0)).to_string(), "inf");
    }
}
