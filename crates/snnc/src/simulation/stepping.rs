//! A step, as one thread carries it out.

use super::bound::BoundPlan;
use super::profiled::items;
use super::spread::Spread;
use super::team::Shares;
use crate::clocks::{Clocks, Tick};
use crate::finite::Findings;
use crate::history::History;
use crate::monitor::{Moment, Recorder};
use crate::network::Network;
use crate::parallel::barrier::Barrier;
use crate::parallel::member::Member;
use crate::parallel::turns::{Division, Turn};
use crate::profile::Laps;
use crate::schedule::Operation;
use snnc_ir::execute::Call;
use std::time::Instant;

/// What a thread needs to carry out steps.
pub(super) struct Stepping<'s> {
    pub(super) member: Member,
    /// Where it meets the others, if there are any.
    pub(super) barrier: Option<&'s Barrier>,
    pub(super) shares: &'s Shares,
    pub(super) network: &'s Network,
    pub(super) bound: &'s mut BoundPlan,
    pub(super) histories: &'s mut [Vec<History>],
    pub(super) clocks: &'s mut Clocks,
    /// What only the first thread has.
    pub(super) records: Option<Records<'s>>,
}

/// What is kept of the steps.
pub(super) struct Records<'s> {
    pub(super) recorders: &'s mut [Recorder],
    pub(super) findings: &'s mut Findings,
    /// How many spikes each neuron of a group has emitted, where a condition asks for some of them.
    pub(super) counts: &'s mut [Option<Vec<u64>>],
    /// While it is measured where the time goes.
    pub(super) laps: Option<&'s mut Laps>,
}

/// Why a step was broken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// Something that the model demands is not so.
    Demand,
    /// Another thread has ended in a panic.
    Panic,
}

impl Stepping<'_> {
    /// Up to `steps` steps, but none from step `last` of the first clock on.
    pub(super) fn steps(&mut self, steps: u64, last: u64) -> Result<(), Broken> {
        for _ in 0..steps {
            if self.clocks.reached(last) {
                break;
            }
            self.step()?;
        }
        Ok(())
    }

    /// One step of the clocks that are due; it is broken off where something that the model demands is not so.
    fn step(&mut self) -> Result<(), Broken> {
        let only = self.clocks.only();
        for turn in &self.shares.turns {
            if turn.meet {
                self.meet()?;
            }
            if turn.division != Division::First || self.member.is_first() {
                let tick = only.or_else(|| self.clocks.due(turn.scheduled.clock));
                if let Some(tick) = tick {
                    let begun = self.look();
                    self.carry_out(turn, tick);
                    self.note(begun, turn.scheduled.operation, tick.step);
                }
            }
            if turn.can_fail {
                self.meet()?;
                if self.network.state.faults.any() {
                    return Err(Broken::Demand);
                }
            }
        }
        self.clocks.advance();
        Ok(())
    }

    fn meet(&mut self) -> Result<(), Broken> {
        let Some(barrier) = self.barrier else { return Ok(()) };
        let begun = self.look();
        let met = barrier.wait().map_err(|_| Broken::Panic);
        if let (Some(begun), Some(laps)) = (begun, self.laps()) {
            laps.wait(begun.elapsed());
        }
        met
    }

    /// What time it is, if that is to be known.
    fn look(&self) -> Option<Instant> {
        self.records.as_ref()?.laps.as_ref().map(|_| Instant::now())
    }

    fn laps(&mut self) -> Option<&mut Laps> {
        self.records.as_mut()?.laps.as_deref_mut()
    }

    /// An operation that was begun at a time is done.
    #[inline]
    fn note(&mut self, begun: Option<Instant>, operation: Operation, step: u64) {
        let Some(begun) = begun else { return };
        let time = begun.elapsed();
        let items = items(operation, step, self.bound, self.histories, self.network);
        if let Some(laps) = self.laps() {
            laps.add(operation, time, items);
        }
    }

    fn carry_out(&mut self, turn: &Turn, Tick { step, time, dt }: Tick) {
        let member = if turn.division == Division::First { Member::ALONE } else { self.member };
        match turn.scheduled.operation {
            Operation::Timed(k) => self.bound.timed[k].execute(&self.network.synapses, step, time),
            Operation::Sum(k) => {
                let spread = |synapses| match self.shares.summed(synapses) {
                    Some(parts) if member != Member::ALONE => Spread::Targets(parts, member),
                    _ => Spread::All,
                };
                self.bound.sums[k].execute(&self.network.synapses, member, spread, step, time);
            }
            Operation::UpdateSynapses(s) => {
                let csr = &self.network.synapses[s];
                if let Some(update) = &mut self.bound.updates[s] {
                    let (pre_of, post_of) = (&csr.pre_of[..], &csr.post_of[..]);
                    let lanes = member.share(csr.len());
                    update.step(&Call { time, step, lanes, pre_of, post_of, ..Call::default() });
                }
            }
            Operation::Update(g) => self.bound.groups[g].advance(member, step, time),
            Operation::UpdateShared(g) => self.bound.groups[g].advance_shared(step, time),
            Operation::Threshold(g) => self.bound.groups[g].find_spikes(member, step, time),
            Operation::Fire(g) => {
                let history = &mut self.histories[g][0];
                self.bound.groups[g].fire(member, history, step, time);
                if let Some(Records { counts, .. }) = &mut self.records
                    && let Some(counts) = &mut counts[g]
                {
                    history.of(step).iter().for_each(|k| counts[*k as usize] += 1);
                }
            }
            Operation::Deliver { synapses, pathway } => {
                let csr = &self.network.synapses[synapses];
                let running = &mut self.bound.pathways[synapses][pathway];
                let history = &self.histories[running.from.group][running.event];
                let size = self.bound.groups[running.from.group].size;
                let spread = match turn.division {
                    _ if member == Member::ALONE => Spread::All,
                    Division::Targets => match self.shares.delivered(synapses, pathway) {
                        Some(parts) => Spread::Targets(parts, member),
                        None => Spread::All,
                    },
                    _ => Spread::Elements(member, size),
                };
                running.deliver(history, csr, spread, step, time);
            }
            Operation::Follow { synapses, pathway } => {
                let running = &mut self.bound.pathways[synapses][pathway];
                let history = &self.histories[running.from.group][running.event];
                let size = self.bound.groups[running.from.group].size;
                running.follow(history, Spread::Elements(member, size), step, time);
            }
            Operation::Reset(g) => {
                let list = self.histories[g][0].of(step);
                let group = &self.bound.groups[g];
                if let (Some(reset), false) = (&group.reset, list.is_empty()) {
                    let list = member.own(list, group.size);
                    reset.call(&Call { time, step, list, ..Call::default() });
                }
            }
            Operation::Test { group, event } => {
                let size = self.bound.groups[group].size;
                self.bound.groups[group].events[event].test(member.share(size), step, time);
            }
            Operation::Happen { group, event } => {
                let size = self.bound.groups[group].size;
                let history = &mut self.histories[group][event + 1];
                self.bound.groups[group].events[event].happen(size, history, step);
            }
            Operation::OnEvent { group: g, event } => {
                let list = self.histories[g][event + 1].of(step);
                let group = &self.bound.groups[g];
                if let (Some(code), false) = (&group.events[event].code, list.is_empty()) {
                    let list = member.own(list, group.size);
                    code.call(&Call { time, step, list, ..Call::default() });
                }
            }
            Operation::Record { monitor, early } => {
                let Some(records) = &mut self.records else { return };
                let (histories, network) = (&*self.histories, self.network);
                let spikes_of = if early { step.checked_sub(1) } else { Some(step) };
                let moment = Moment { step, time, dt, spikes_of, histories, network };
                records.recorders[monitor].record(&moment, records.findings);
            }
        }
    }
}
