//! Threads that carry out steps together with the one that runs the simulation.

use super::bound::BoundPlan;
use super::stepping::{Broken, Records, Stepping};
use crate::clocks::Clocks;
use crate::history::History;
use crate::network::{Csr, Delays, Network};
use crate::parallel::barrier::{Attending, Barrier};
use crate::parallel::member::Member;
use crate::parallel::rows::{RowParts, Rows, Targets};
use crate::parallel::turns::{Divided, Division, Turn, turns};
use crate::schedule::{Operation, operations};
use snnc_ir::plan::{DelayPlan, Plan};
use snnc_lang::syntax::ast::End;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, Scope};

/// How threads share the work of a step.
pub(super) struct Shares {
    /// How many they are.
    pub(super) threads: usize,
    pub(super) turns: Vec<Turn>,
    /// Of each group of synapses the part of each row that belongs to a thread, where it is one piece, and something needs it.
    whole: Vec<Option<RowParts>>,
    /// Of each pathway likewise of the parts of rows that have one delay, if they are laid out so.
    by_delay: Vec<Vec<Option<RowParts>>>,
    /// Of each pathway whose delays differ by synapse, and which is shared: the group of synapses, its number, and what it reaches.
    queued: Vec<(usize, usize, Targets)>,
}

impl Shares {
    /// One thread does all of it.
    pub(super) fn alone(plan: &Plan) -> Shares {
        Shares {
            threads: 1,
            turns: turns(plan, &operations(plan), |_| true),
            whole: vec![],
            by_delay: vec![],
            queued: vec![],
        }
    }

    /// For so many threads.
    pub(super) fn new(plan: &Plan, network: &Network, threads: usize) -> Shares {
        let targets = |synapses: usize| {
            let end = plan.synapses[synapses].target.population()?;
            Some(Targets { first: end.start as usize, size: plan.groups[end.group].size as usize })
        };
        let rows = |synapses: usize| {
            let Csr { offsets, by_number: order, post_of, .. } = &network.synapses[synapses];
            Some(Rows { offsets, order, post_of, targets: targets(synapses)? })
        };
        let by_delay = |synapses: usize, pathway: usize| match &network.synapses[synapses].delays[pathway] {
            Some(Delays::Parts(parts)) => RowParts::of_delays(rows(synapses)?, parts, threads),
            Some(Delays::Each { .. }) | None => None,
        };
        let is_whole = |synapses: usize, pathway: usize| {
            !matches!(network.synapses[synapses].delays[pathway], Some(Delays::Parts(_)))
        };
        let whole = |synapses: usize| {
            let pathways = plan.synapses[synapses].pathways.iter().enumerate();
            let delivered = pathways.filter(|(_, pathway)| pathway.end == End::Pre);
            let summed = plan.sums.iter().flat_map(|sum| &sum.parts).any(|part| part.synapses == synapses);
            let wanted = summed || delivered.into_iter().any(|(at, _)| is_whole(synapses, at));
            RowParts::of_rows(rows(synapses).filter(|_| wanted)?, threads)
        };
        let pathways = |synapses: usize| {
            let pathways = 0..plan.synapses[synapses].pathways.len();
            pathways.map(|pathway| by_delay(synapses, pathway)).collect()
        };
        let all = 0..plan.synapses.len();
        let mut shares = Shares {
            threads,
            turns: vec![],
            whole: all.clone().map(whole).collect(),
            by_delay: all.map(pathways).collect(),
            queued: vec![],
        };
        let turns = turns(plan, &operations(plan), |divided| match divided {
            Divided::Pathway { synapses, pathway } => shares.delivered(synapses, pathway).is_some(),
            Divided::Synapses(synapses) => shares.summed(synapses).is_some(),
        });
        let queued = turns.iter().filter(|turn| turn.division != Division::First).filter_map(|turn| {
            let Operation::Deliver { synapses, pathway } = turn.scheduled.operation else { return None };
            let each = matches!(plan.synapses[synapses].pathways[pathway].delay, DelayPlan::Each { .. });
            Some((synapses, pathway, targets(synapses).filter(|_| each)?))
        });
        shares.queued = queued.collect();
        shares.turns = turns;
        shares
    }

    /// Whether there is something that each thread has its share of.
    pub(super) fn any(&self) -> bool {
        self.turns.iter().any(|turn| turn.shares)
    }

    /// The parts of the rows of a pathway.
    pub(super) fn delivered(&self, synapses: usize, pathway: usize) -> Option<&RowParts> {
        self.by_delay.get(synapses)?[pathway].as_ref().or(self.whole[synapses].as_ref())
    }

    /// The parts of the rows over which sums are taken.
    pub(super) fn summed(&self, synapses: usize) -> Option<&RowParts> {
        self.whole.get(synapses)?.as_ref()
    }
}

/// What a thread has for itself: the code bound to the state, and the spikes of the last steps.
pub(super) struct Replica {
    bound: BoundPlan,
    histories: Vec<Vec<History>>,
    clocks: Clocks,
}

impl Replica {
    /// That of a thread that works with the first one; `bound` is all code, bound once more.
    pub(super) fn of(mut bound: BoundPlan, lead: &Stepping<'_>) -> Replica {
        bound.join(lead.bound);
        Replica { bound, histories: lead.histories.to_vec(), clocks: lead.clocks.clone() }
    }

    /// What one thread has done alone is made up for, and its share of what waits is taken.
    fn catch_up(&mut self, lead: &Stepping<'_>, shares: &Shares, member: Member) {
        self.histories.clone_from_slice(lead.histories);
        self.clocks.clone_from(lead.clocks);
        for (synapses, pathway, targets) in &shares.queued {
            let csr = &lead.network.synapses[*synapses];
            let of = &lead.bound.pathways[*synapses][*pathway];
            self.bound.pathways[*synapses][*pathway].take_share(of, &targets.of(member), csr);
        }
    }
}

/// The threads beside the one that runs the simulation; they wait until there is something to do.
pub(super) struct Team<'s> {
    barrier: Barrier,
    /// How many steps are next; 0: the threads end.
    steps: AtomicU64,
    /// The step of the first clock from which on nothing is done.
    last: u64,
    replicas: Vec<Mutex<Replica>>,
    network: &'s Network,
    shares: Arc<Shares>,
}

impl<'s> Team<'s> {
    /// Threads that have these replicas.
    pub(super) fn new(
        last: u64,
        replicas: Vec<Replica>,
        network: &'s Network,
        shares: Arc<Shares>,
    ) -> Team<'s> {
        let replicas: Vec<_> = replicas.into_iter().map(Mutex::new).collect();
        let barrier = Barrier::new(replicas.len() + 1);
        Team { barrier, steps: AtomicU64::new(0), last, replicas, network, shares }
    }

    /// Starts the threads. While what it gives lives, a panic of this one ends their waiting.
    ///
    /// # Errors
    /// If the system has no further thread; then there are none.
    pub(super) fn start<'scope>(
        &'scope self,
        scope: &'scope Scope<'scope, '_>,
    ) -> io::Result<Attending<'scope>> {
        for number in 1..self.size() {
            let started = Builder::new().spawn_scoped(scope, move || self.work(number));
            started.inspect_err(|_| self.barrier.abandon())?;
        }
        Ok(self.barrier.attend())
    }

    /// How many threads there are, the first counted.
    pub(super) fn size(&self) -> usize {
        self.replicas.len() + 1
    }

    /// What a thread beside the first does until it is told to end.
    fn work(&self, number: usize) {
        let _here = self.barrier.attend();
        while self.barrier.wait().is_ok() {
            let steps = self.steps.load(Relaxed);
            if steps == 0 {
                return;
            }
            let mut replica = self.replicas[number - 1].lock().unwrap_or_else(PoisonError::into_inner);
            let Replica { bound, histories, clocks } = &mut *replica;
            let mut stepping = Stepping {
                member: Member { number, of: self.size() },
                barrier: Some(&self.barrier),
                shares: &self.shares,
                network: self.network,
                bound,
                histories,
                clocks,
                records: None,
            };
            // What breaks a step off is known to the first thread too.
            let _ = stepping.steps(steps, self.last);
            drop(replica);
            if self.barrier.wait().is_err() {
                return;
            }
        }
    }

    /// The first thread, which works with `lead`, has gone on alone: the others make up for it, and each takes its share.
    pub(super) fn spread(&self, lead: &mut Stepping<'_>) {
        let member = |number| Member { number, of: self.size() };
        for (number, replica) in (1..).zip(&self.replicas) {
            let mut replica = replica.lock().unwrap_or_else(PoisonError::into_inner);
            replica.catch_up(lead, &self.shares, member(number));
        }
        for (synapses, pathway, targets) in &self.shares.queued {
            let csr = &lead.network.synapses[*synapses];
            lead.bound.pathways[*synapses][*pathway].keep_share(&targets.of(member(0)), csr);
        }
    }

    /// The first thread will go on alone: it takes what waits with the others.
    pub(super) fn gather(&self, lead: &mut Stepping<'_>) {
        for replica in &self.replicas {
            let mut replica = replica.lock().unwrap_or_else(PoisonError::into_inner);
            for (synapses, pathway, _) in &self.shares.queued {
                let other = &mut replica.bound.pathways[*synapses][*pathway];
                lead.bound.pathways[*synapses][*pathway].take_over(other);
            }
        }
    }

    /// All threads carry out so many steps. `lead` is what the first one works with; the others have gone as far.
    pub(super) fn steps(&self, lead: &mut Stepping<'_>, steps: u64) -> Result<(), Broken> {
        self.steps.store(steps, Relaxed);
        self.barrier.wait().map_err(|_| Broken::Panic)?;
        let records = lead.records.as_mut().map(|records| Records {
            recorders: &mut *records.recorders,
            findings: &mut *records.findings,
            counts: &mut *records.counts,
            laps: records.laps.as_deref_mut(),
        });
        let mut stepping = Stepping {
            member: Member { number: 0, of: self.size() },
            barrier: Some(&self.barrier),
            shares: &self.shares,
            network: self.network,
            bound: &mut *lead.bound,
            histories: &mut *lead.histories,
            clocks: &mut *lead.clocks,
            records,
        };
        let done = stepping.steps(steps, self.last);
        if done != Err(Broken::Panic) {
            self.barrier.wait().map_err(|_| Broken::Panic)?;
        }
        done
    }

    /// The threads end.
    pub(super) fn end(&self) {
        self.steps.store(0, Relaxed);
        // If one has ended in a panic, the others know.
        let _ = self.barrier.wait();
    }
}
