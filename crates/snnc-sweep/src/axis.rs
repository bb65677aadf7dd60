//! One direction of a grid: one parameter, or several whose values go together.

use crate::error::Error;
use crate::number;
use crate::quantity::Quantity;
use crate::values;
use serde::{Deserialize, Serialize};

/// Parameters whose values go together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// The names of the parameters.
    pub(crate) names: Vec<String>,
    /// Of each of its points a value for each parameter, as `snnc run --set` takes it.
    pub(crate) values: Vec<Vec<String>>,
}

impl Axis {
    /// Reads `NAME=VALUES`: `tau=5 ms, 10 ms`, `we=1 nS..5 nS/9`, `we=1 nS..100 nS/5 log`.
    ///
    /// # Errors
    /// If it is none of these.
    pub fn parse(setting: &str) -> Result<Axis, Error> {
        let (name, text) = setting.split_once('=').ok_or_else(|| {
            Error::refused(format!(
                "`--set {setting}` should read `--set NAME=VALUES`, as in `--set tau=5ms,10ms`"
            ))
        })?;
        let name = name.trim();
        if name == "seed" {
            return Err(Error::refused("seeds are given by `--seeds`, as in `--seeds 1..10`"));
        }
        let values = values::parse(name, text)?;
        Ok(Axis {
            names: vec![name.to_string()],
            values: values.into_iter().map(|value| vec![value]).collect(),
        })
    }

    /// One axis of several, whose values stand side by side. An axis of one value goes with all of them.
    ///
    /// # Errors
    /// If they have different numbers of values.
    pub fn zip(axes: Vec<Axis>) -> Result<Axis, Error> {
        let length = axes.iter().map(Axis::len).max().unwrap_or(0);
        if axes.iter().any(|axis| axis.len() != length && axis.len() != 1) {
            let counts: Vec<_> =
                axes.iter().map(|axis| format!("`{}` has {}", axis.names.join("`, `"), axis.len())).collect();
            let counts = counts.join(", ");
            return Err(Error::refused(format!("values that stand side by side must be as many: {counts}")));
        }
        let row = |k: usize| {
            let of_each = axes.iter().flat_map(|axis| &axis.values[k.min(axis.len() - 1)]);
            of_each.cloned().collect()
        };
        let values = (0..length).map(row).collect();
        Ok(Axis { values, names: axes.into_iter().flat_map(|axis| axis.names).collect() })
    }

    /// How many points it has.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The values of each parameter as a table shows them: numbers in one unit if all are quantities of one kind, else as they
    /// are written.
    pub(crate) fn columns(&self) -> Vec<Shown> {
        (0..self.names.len()).map(|parameter| self.column(parameter)).collect()
    }

    fn column(&self, parameter: usize) -> Shown {
        let texts = || self.values.iter().map(|row| &row[parameter]);
        let quantities: Option<Vec<Quantity>> = texts().map(|text| Quantity::parse(text)).collect();
        let in_one_unit = quantities.and_then(|all| {
            // Zero says nothing of the unit.
            let first = all.iter().find(|it| !it.unit.is_empty()).or(all.first())?.clone();
            let numbers = all.iter().map(|it| Some(number::text(it.in_unit_of(&first)?.number)));
            Some((Some(first.unit.clone()), numbers.collect::<Option<_>>()?))
        });
        let (unit, texts) = in_one_unit.unwrap_or_else(|| (None, texts().cloned().collect()));
        Shown { name: self.names[parameter].clone(), unit, texts }
    }
}

/// A parameter as a table shows it.
pub(crate) struct Shown {
    pub(crate) name: String,
    /// What its numbers are in; `None` if they are expressions.
    pub(crate) unit: Option<String>,
    /// At each place of the axis.
    pub(crate) texts: Vec<String>,
}
