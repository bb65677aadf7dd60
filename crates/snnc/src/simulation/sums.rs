//! Sums over synapses, at work.

use super::spread::Spread;
use crate::network::{Csr, Network};
use crate::parallel::member::Member;
use crate::program::Program;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::kernel::{EndIndex, Type};
use snnc_ir::plan::{Endpoint, Plan, SumPart, SumPlan};
use std::ops::Range;

/// A variable that is a sum over synapses.
pub(super) struct RunningSum {
    variable: Column,
    ty: Type,
    parts: Vec<RunningPart>,
}

/// The sums over the synapses of one group.
struct RunningPart {
    synapses: usize,
    code: Box<dyn Bound>,
    /// What the kernel adds up, for each element of the end.
    sums: Column,
    /// Where the end lies in the variable.
    range: Range<usize>,
    rows: Vec<u32>,
    /// Where the only row begins and ends, if all synapses are one.
    whole: Option<[u64; 2]>,
    /// The lanes in the order of their numbers, if it is another.
    order: Vec<u32>,
}

impl RunningSum {
    /// Over which groups of synapses.
    pub(super) fn synapses(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().map(|part| part.synapses)
    }

    /// Binds it to the state of a network.
    pub(super) fn new(sum: &SumPlan, plan: &Plan, program: &Program, network: &Network, seed: u64) -> Self {
        let parts: Vec<_> =
            sum.parts.iter().map(|part| RunningPart::new(part, plan, program, network, seed)).collect();
        let (columns, variables) = match sum.parts[0].of {
            Endpoint::Population(of) => (&network.state.groups[of.group], &plan.groups[of.group].variables),
            Endpoint::Synapses(of) => (&network.state.synapses[of], &plan.synapses[of].variables),
        };
        RunningSum { variable: columns[sum.variable].clone(), ty: variables[sum.variable].ty, parts }
    }

    /// Computes the sums and writes them: all of them are computed from what was before. A thread does it for its share of the elements;
    /// `spread` says of a group of synapses which of them reach these.
    pub(super) fn execute<'s>(
        &self,
        synapses: &'s [Csr],
        member: Member,
        spread: impl Fn(usize) -> Spread<'s>,
        step: u64,
        time: f64,
    ) {
        let own = member.share(self.variable.len());
        for part in &self.parts {
            part.add_up(&synapses[part.synapses], part.own(&own), spread(part.synapses), step, time);
        }
        for part in &self.parts {
            part.own(&own).for_each(|k| self.variable.set_word(part.range.start + k, 0));
        }
        for part in &self.parts {
            for k in part.own(&own) {
                let at = part.range.start + k;
                match self.ty {
                    Type::F64 => self.variable.set_float(at, self.variable.float(at) + part.sums.float(k)),
                    _ => self.variable.set_int(at, self.variable.int(at).wrapping_add(part.sums.int(k))),
                }
            }
        }
    }
}

impl RunningPart {
    fn new(part: &SumPart, plan: &Plan, program: &Program, network: &Network, seed: u64) -> Self {
        let csr = &network.synapses[part.synapses];
        let range = match part.of {
            Endpoint::Population(of) => of.start as usize..of.end as usize,
            Endpoint::Synapses(of) => 0..network.synapses[of].len(),
        };
        let sums = Column::zeros(range.len());
        let by_source = plan.kernels[part.code.kernel].domain.pre == EndIndex::Row;
        RunningPart {
            synapses: part.synapses,
            code: program.bind(&part.code, &network.state, Some(&sums), seed),
            sums,
            range,
            rows: if by_source { (0..csr.rows() as u32).collect() } else { vec![0] },
            whole: (!by_source).then_some([0, csr.len() as u64]),
            order: if by_source { csr.by_number.clone() } else { csr.lane_of_number().unwrap_or_default() },
        }
    }

    /// Those of some elements of the variable that are its own, counted within the end.
    fn own(&self, elements: &Range<usize>) -> Range<usize> {
        let within = |at: usize| at.clamp(self.range.start, self.range.end) - self.range.start;
        within(elements.start)..within(elements.end)
    }

    fn add_up(&self, csr: &Csr, own: Range<usize>, spread: Spread<'_>, step: u64, time: f64) {
        own.for_each(|k| self.sums.set_word(k, 0));
        let call = Call {
            time,
            step,
            list: &self.rows,
            order: &self.order,
            pre_of: &csr.pre_of,
            post_of: &csr.post_of,
            ..Call::default()
        };
        let [starts, ends] = spread.rows(self.whole.as_ref().map_or(&csr.offsets, |whole| whole));
        self.code.call(&Call { starts, ends, ..call });
    }
}
