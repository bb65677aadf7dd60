//! Reading and writing the state from outside.

use super::Simulation;
use crate::error::Error;
use crate::network::Csr;
use ndarray::Array1;
use snnc_ir::column::Column;
use snnc_ir::execute::Call;
use snnc_ir::kernel::Type;
use snnc_ir::plan::{Endpoint, RecordedSource};

/// A stored variable.
struct Stored {
    column: Column,
    ty: Type,
    len: usize,
    /// Of synapses, the place of each number in the column; `None` if they are in order.
    order: Option<Vec<u32>>,
}

impl Simulation {
    /// The source and target of each synapse of a group, by synapse number, within the populations as written.
    ///
    /// # Errors
    /// If there is no such synapse group.
    pub fn connections(&self, synapses: &str) -> Result<(Array1<u32>, Array1<u32>), Error> {
        let plan = self.compiled.plan();
        let index = plan.synapses.iter().position(|s| s.name == synapses).ok_or_else(|| Error::Unknown {
            kind: "synapse group",
            name: synapses.to_string(),
            known: plan.synapses.iter().map(|s| s.name.clone()).collect(),
        })?;
        let csr = &self.network.synapses[index];
        let sources = csr.sources();
        let order = csr.lane_of_number().unwrap_or_else(|| (0..csr.len() as u32).collect());
        let target = match plan.synapses[index].target {
            Endpoint::Synapses(end) => self.network.synapses[end].number_of(),
            Endpoint::Population(_) => None,
        };
        let targets = order.iter().map(|lane| csr.post_of[*lane as usize]);
        let targets = targets.map(|at| target.as_ref().map_or(at, |numbers| numbers[at as usize]));
        Ok((order.iter().map(|lane| sources[*lane as usize]).collect(), targets.collect()))
    }

    /// The current values of a stored variable of a population or of synapses (by number), in SI.
    ///
    /// # Errors
    /// If there is no such group or variable.
    pub fn get(&self, group: &str, variable: &str) -> Result<Array1<f64>, Error> {
        if let Some(values) = self.trace(group, variable) {
            return Ok(values);
        }
        let Stored { column, ty, len, order } = self.stored(group, variable)?;
        let value = |k| if ty == Type::F64 { column.float(k) } else { column.int(k) as f64 };
        Ok((0..len).map(|k| value(order.as_ref().map_or(k, |order| order[k] as usize))).collect())
    }

    /// Sets the values of a stored variable, in SI; one value, or one for each element. An event-driven variable is not stored
    /// if neurons keep it for all of their synapses.
    ///
    /// # Errors
    /// If there is no such group or variable, or the number of values is another.
    pub fn set(&mut self, group: &str, variable: &str, values: &[f64]) -> Result<(), Error> {
        let Stored { column, ty, len, order } = self.stored(group, variable)?;
        if values.len() != 1 && values.len() != len {
            let known = vec![format!("{len} values of `{group}.{variable}`")];
            return Err(Error::Unknown { kind: "array of", name: format!("{} values", values.len()), known });
        }
        for k in 0..len {
            let value = values[if values.len() == 1 { 0 } else { k }];
            let k = order.as_ref().map_or(k, |order| order[k] as usize);
            match ty {
                Type::F64 => column.set_float(k, value),
                Type::I64 => column.set_int(k, value as i64),
                Type::Bool => column.set_int(k, i64::from(value != 0.0)),
            }
        }
        Ok(())
    }

    /// The values of a variable of synapses that neurons keep for them.
    fn trace(&self, group: &str, variable: &str) -> Option<Array1<f64>> {
        let plan = self.compiled.plan();
        let index = plan.synapses.iter().position(|synapses| synapses.name == group)?;
        let trace = plan.synapses[index].traces.iter().find(|trace| trace.variable.name == variable)?;
        let RecordedSource::Computed(code) = &trace.source else { return None };
        let among = self.among();
        let (of, csr) = (Endpoint::Synapses(index), &self.network.synapses[index]);
        let lanes = among.places(of, None);
        let values = Column::zeros(csr.len());
        if !lanes.is_empty() {
            let call = Call { pre_of: &csr.sources(), ..among.call(of, &lanes) };
            among.program.bind(code, &self.network.state, Some(&values), among.seed).call(&call);
        }
        Some(lanes.iter().map(|lane| values.float(*lane as usize)).collect())
    }

    fn stored(&self, group: &str, variable: &str) -> Result<Stored, Error> {
        let plan = self.compiled.plan();
        let groups = plan.groups.iter().zip(&self.network.state.groups);
        let groups = groups.map(|(g, columns)| (&g.name, &g.variables, columns, g.size as usize, None));
        let synapses = plan.synapses.iter().zip(&self.network.state.synapses).zip(&self.network.synapses);
        let synapses =
            synapses.map(|((s, columns), csr)| (&s.name, &s.variables, columns, csr.len(), Some(csr)));
        let all: Vec<_> = groups.chain(synapses).collect();
        let Some((_, variables, columns, len, csr)) = all.iter().find(|(name, ..)| *name == group) else {
            let known = all.iter().map(|(name, ..)| (*name).clone()).collect();
            return Err(Error::Unknown { kind: "group", name: group.to_string(), known });
        };
        match variables.iter().position(|v| v.name == variable) {
            Some(at) => {
                let (column, ty, shared) = (columns[at].clone(), variables[at].ty, variables[at].shared);
                // Delays that nobody was to ask for.
                if !shared && *len > 0 && column.is_empty() {
                    let known = variables.iter().filter(|it| it.name != variable).map(|it| it.name.clone());
                    let known = known.collect();
                    return Err(Error::Unknown { kind: "variable kept", name: variable.to_string(), known });
                }
                let (len, csr) = if shared { (1, None) } else { (*len, *csr) };
                Ok(Stored { column, ty, len, order: csr.and_then(Csr::lane_of_number) })
            }
            None => Err(Error::Unknown {
                kind: "stored variable",
                name: variable.to_string(),
                known: variables.iter().map(|v| v.name.clone()).collect(),
            }),
        }
    }
}
