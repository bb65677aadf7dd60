//! The elements that a selection names in a built network.

use crate::network::Network;
use crate::program::Program;
use snnc_ir::bits;
use snnc_ir::execute::Call;
use snnc_ir::plan::{Endpoint, Plan, Selection, SelectionKind, SelectionPart};
use snnc_lang::Diagnostic;

/// A built network at a moment, and the kernels with which conditions are evaluated.
pub(crate) struct Among<'n> {
    pub(crate) plan: &'n Plan,
    pub(crate) program: &'n Program,
    pub(crate) network: &'n Network,
    /// Of random streams.
    pub(crate) seed: u64,
    /// The step of the first clock.
    pub(crate) step: u64,
}

impl Among<'_> {
    /// The elements within a population, or the numbers of synapses; `None`: all.
    ///
    /// # Errors
    /// If an element does not exist.
    pub(crate) fn find(&self, only: &Selection, of: Endpoint) -> Result<Option<Vec<u32>>, Box<Diagnostic>> {
        let parts = match only {
            Selection::All => return Ok(None),
            Selection::List(list) => return Ok(Some(list.clone())),
            Selection::Built(parts) => parts,
        };
        let mut found = vec![];
        for part in parts {
            self.part(part, of, &mut found)?;
        }
        Ok(Some(found))
    }

    /// What there is to select from.
    pub(crate) fn size(&self, of: Endpoint) -> u32 {
        match of {
            Endpoint::Population(of) => of.size(),
            Endpoint::Synapses(of) => self.network.synapses[of].len() as u32,
        }
    }

    /// The place in memory of elements: neurons of the whole group, or lanes of synapses.
    pub(crate) fn places(&self, of: Endpoint, chosen: Option<&[u32]>) -> Vec<u32> {
        let chosen = chosen.map_or_else(|| (0..self.size(of)).collect(), <[u32]>::to_vec);
        match of {
            Endpoint::Population(of) => chosen.iter().map(|k| of.start + k).collect(),
            Endpoint::Synapses(of) => match self.network.synapses[of].lane_of_number() {
                Some(lanes) => chosen.iter().map(|number| lanes[*number as usize]).collect(),
                None => chosen,
            },
        }
    }

    /// A call over a list of elements in memory.
    pub(crate) fn call<'c>(&'c self, of: Endpoint, list: &'c [u32]) -> Call<'c> {
        let time = self.step as f64 * self.plan.dt;
        let call = Call { time, step: self.step, list, ..Call::default() };
        match of {
            Endpoint::Population(_) => call,
            Endpoint::Synapses(of) => {
                let csr = &self.network.synapses[of];
                Call { pre_of: &csr.pre_of, post_of: &csr.post_of, ..call }
            }
        }
    }

    fn part(&self, part: &SelectionPart, of: Endpoint, found: &mut Vec<u32>) -> Result<(), Box<Diagnostic>> {
        let size = i64::from(self.size(of));
        let from_end = |at: i64| if at < 0 { at + size } else { at };
        match &part.kind {
            SelectionKind::Number(at) => {
                let at = from_end(*at);
                if !(0..size).contains(&at) {
                    return Err(self.outside(part, of).into());
                }
                found.push(at as u32);
            }
            SelectionKind::List(list) => {
                if list.iter().any(|at| i64::from(*at) >= size) {
                    return Err(self.outside(part, of).into());
                }
                found.extend(list);
            }
            SelectionKind::Slice { lo, hi, step } => {
                let (lo, hi) = (from_end(lo.unwrap_or(0)), from_end(hi.unwrap_or(size)));
                if lo < 0 || hi > size {
                    return Err(self.outside(part, of).into());
                }
                found.extend((lo as u32..hi.max(lo) as u32).step_by(*step as usize));
            }
            SelectionKind::Condition(code) => {
                let places = self.places(of, None);
                let holds = bits::none_of(places.len());
                let call = Call { bits: Some(&holds), ..self.call(of, &places) };
                self.program.bind(code, &self.network.state, None, self.seed).call(&call);
                bits::append(&holds, places.len(), found);
            }
        }
        Ok(())
    }

    fn outside(&self, part: &SelectionPart, of: Endpoint) -> Diagnostic {
        let (name, what) = match of {
            Endpoint::Population(of) => (&self.plan.groups[of.group].name, "elements"),
            Endpoint::Synapses(of) => (&self.plan.synapses[of].name, "synapses"),
        };
        let message = format!("`{name}` has {} {what}, and this is outside of them", self.size(of));
        Diagnostic::error("monitors::no-such-synapse", part.span, message)
            .help(format!("{what} are numbered from 0; negative numbers count from the end"))
    }
}
