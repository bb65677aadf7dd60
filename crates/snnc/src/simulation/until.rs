//! Conditions that end a run.

use super::Simulation;
use crate::error::Error;
use crate::selection::Among;
use snnc_ir::bits;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::kernel::Type;
use snnc_ir::plan::{Endpoint, ReducedKind, UntilPlan};

/// A condition at work.
pub(super) struct RunningUntil {
    reductions: Vec<RunningReduction>,
    /// One number for each reduction.
    found: Column,
    condition: Box<dyn Bound>,
    ends: Column,
}

/// One number of many elements.
struct RunningReduction {
    kind: ReducedKind,
    of: Endpoint,
    /// The elements in memory.
    places: Vec<u32>,
    value: Option<(Box<dyn Bound>, Column, Type)>,
    /// The spikes of each neuron so far, for `count` of some of a group.
    spikes: u64,
}

impl Simulation {
    /// Prepares a condition.
    pub(super) fn until(&self, until: &UntilPlan) -> Result<RunningUntil, Error> {
        let among = self.among();
        let (program, state) = (self.compiled.program(), &self.network.state);
        let mut reductions = Vec::with_capacity(until.reductions.len());
        for reduction in &until.reductions {
            let of = reduction.of;
            let chosen = among.find(&reduction.only, of).map_err(|told| self.refuse(*told))?;
            let value = reduction.value.as_ref().map(|used| {
                let size = match of {
                    Endpoint::Population(of) => self.compiled.plan().groups[of.group].size as usize,
                    Endpoint::Synapses(of) => self.network.synapses[of].len(),
                };
                let output = Column::zeros(size);
                let kernel = &self.compiled.plan().kernels[used.kernel];
                let ty = kernel.columns.iter().zip(&used.columns);
                let ty = ty.filter(|(_, storage)| **storage == snnc_ir::plan::Storage::Output);
                let ty = ty.map(|(column, _)| column.ty).next().unwrap_or(Type::F64);
                (program.bind(used, state, Some(&output), self.seeds[0]), output, ty)
            });
            let places = among.places(of, chosen.as_deref());
            reductions.push(RunningReduction { kind: reduction.kind, of, places, value, spikes: 0 });
        }
        let found = Column::zeros(reductions.len());
        let condition = program.bind(&until.condition, state, Some(&found), self.seeds[0]);
        let mut running = RunningUntil { reductions, found, condition, ends: bits::none_of(1) };
        for reduction in &mut running.reductions {
            if let (ReducedKind::Count, Endpoint::Population(of)) = (reduction.kind, reduction.of) {
                reduction.spikes = counted(&self.counts, of.group, &reduction.places);
            }
        }
        Ok(running)
    }
}

impl RunningUntil {
    /// Whether it holds at the end of a step. `counts` are the spikes of each neuron so far, of groups that are asked for them.
    pub(super) fn holds(
        &mut self,
        among: &Among<'_>,
        counts: &[Option<Vec<u64>>],
        step: u64,
        time: f64,
    ) -> bool {
        for (at, reduction) in self.reductions.iter_mut().enumerate() {
            let number = reduction.find(among, counts, step, time);
            self.found.set_word(at, number);
        }
        let call = Call { time, step, lanes: 0..1, bits: Some(&self.ends), ..Call::default() };
        self.condition.call(&call);
        self.ends.word(0) & 1 == 1
    }
}

/// How many spikes these neurons of a group have emitted so far.
fn counted(counts: &[Option<Vec<u64>>], group: usize, places: &[u32]) -> u64 {
    match &counts[group] {
        Some(counts) => places.iter().map(|k| counts[*k as usize]).sum(),
        None => 0,
    }
}

impl RunningReduction {
    /// The number, as the word of a column.
    fn find(&mut self, among: &Among<'_>, counts: &[Option<Vec<u64>>], step: u64, time: f64) -> u64 {
        let Some((kernel, output, ty)) = &self.value else {
            if let Endpoint::Population(of) = self.of {
                self.spikes = counted(counts, of.group, &self.places);
            }
            return self.spikes;
        };
        kernel.call(&Call { time, step, ..among.call(self.of, &self.places) });
        if *ty == Type::Bool {
            let mut holds = self.places.iter().map(|k| output.int(*k as usize) != 0);
            let holds = if self.kind == ReducedKind::Any { holds.any(|it| it) } else { holds.all(|it| it) };
            return u64::from(holds);
        }
        let values = self.places.iter().map(|k| output.float(*k as usize));
        let number = match self.kind {
            ReducedKind::Max => {
                values.fold(f64::NEG_INFINITY, |a, b| if b > a || b.is_nan() { b } else { a })
            }
            ReducedKind::Min => values.fold(f64::INFINITY, |a, b| if b < a || b.is_nan() { b } else { a }),
            ReducedKind::Mean => values.sum::<f64>() / self.places.len() as f64,
            _ => values.sum(),
        };
        number.to_bits()
    }
}
