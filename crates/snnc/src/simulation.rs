//! The simulation: the only owner of mutable state.

use crate::compiled::CompiledModel;
use crate::error::Error;
use crate::finite::{Findings, can_fail};
use crate::history::{History, within};
use crate::memory;
use crate::monitor::{Moment, Recorder};
use crate::network::{self, Csr, Network};
use crate::recording::{GroupSummary, Monitored, Recording, Run, SynapseSummary};
use crate::schedule::{Operation, operations};
use ndarray::Array1;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::kernel::Type;
use snnc_ir::plan::{GroupPlan, MonitorKind, Plan, Population, Step};
use snnc_lang::Diagnostic;
use snnc_lang::syntax::ast::End;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// How often the observer of a run is called.
const OBSERVE_EVERY: Duration = Duration::from_millis(50);

/// How far a simulation is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Simulated time in seconds, since the beginning of the protocol.
    pub time: f64,
    /// The time at which the protocol ends, in seconds.
    pub end: f64,
}

/// A network that can be advanced step by step.
pub struct Simulation {
    compiled: CompiledModel,
    network: Network,
    groups: Vec<RunningGroup>,
    histories: Vec<History>,
    pathways: Vec<Vec<RunningPathway>>,
    operations: Vec<Operation>,
    recorders: Vec<Recorder>,
    findings: Findings,
    step: u64,
    runs: Vec<Run>,
    interrupted: bool,
    build_time: Duration,
    run_time: Duration,
    seeds: [u64; 2],
}

/// The kernels of a group, bound.
struct RunningGroup {
    update: Option<Box<dyn Bound>>,
    reset: Option<Box<dyn Bound>>,
    bits: Column,
    size: usize,
    last_spike: Option<Column>,
    not_refractory: Option<Column>,
    spikes: u64,
}

/// A pathway, bound.
struct RunningPathway {
    code: Box<dyn Bound>,
    end: End,
    delay: u64,
    from: Population,
    due: Vec<u32>,
}

impl Simulation {
    /// Builds the network.
    pub(crate) fn build(compiled: &CompiledModel, seed: u64, wiring_seed: u64) -> Result<Simulation, Error> {
        let started = Instant::now();
        let (plan, program) = (compiled.plan(), compiled.program());
        let network = network::build(plan, program, compiled.sources(), wiring_seed)?;
        let group = |(k, g): (usize, &GroupPlan)| RunningGroup {
            update: g.update.as_ref().map(|u| program.bind(u, &network.state, None, seed)),
            reset: g.reset.as_ref().map(|u| program.bind(u, &network.state, None, seed)),
            bits: Column::zeros((g.size as usize).div_ceil(64)),
            size: g.size as usize,
            last_spike: g.last_spike.map(|v| network.state.groups[k][v].clone()),
            not_refractory: g.not_refractory.map(|v| network.state.groups[k][v].clone()),
            spikes: 0,
        };
        let groups = plan.groups.iter().enumerate().map(group).collect();
        let pathways = plan.synapses.iter().map(|synapses| {
            let bind = |p: &snnc_ir::plan::PathwayPlan| RunningPathway {
                code: program.bind(&p.code, &network.state, None, seed),
                end: p.end,
                delay: p.delay,
                from: if p.end == End::Pre { synapses.source } else { synapses.target },
                due: vec![],
            };
            synapses.pathways.iter().map(bind).collect()
        });
        let pathways = pathways.collect();
        check_selections(compiled, &network)?;
        let delays = longest_delays(plan);
        memory::check_delays(&delays)?;
        let recorders =
            plan.monitors.iter().map(|m| Recorder::new(m, plan, program, &network, seed)).collect();
        let mut simulation = Simulation {
            histories: delays.into_iter().map(History::new).collect(),
            operations: operations(plan),
            compiled: compiled.clone(),
            network,
            groups,
            pathways,
            recorders,
            findings: Findings::default(),
            step: 0,
            runs: vec![],
            interrupted: false,
            build_time: Duration::ZERO,
            run_time: Duration::ZERO,
            seeds: [seed, wiring_seed],
        };
        simulation.scan(|value, group, variable, _, findings, _| {
            if !value.is_finite() {
                findings.excuse(group, variable);
            }
        });
        simulation.build_time = started.elapsed();
        Ok(simulation)
    }

    /// Warnings that only the built network could give.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.network.warnings
    }

    /// The simulated time in seconds.
    pub fn time(&self) -> f64 {
        self.step as f64 * self.compiled.plan().dt
    }

    /// How many synapses each synapse group has, in file order.
    pub fn synapse_counts(&self) -> Vec<u64> {
        self.network.synapses.iter().map(|csr| csr.len() as u64).collect()
    }

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
        let pick = |ends: &[u32]| order.iter().map(|lane| ends[*lane as usize]).collect();
        Ok((pick(&sources), pick(&csr.post_of)))
    }

    /// The current values of a stored variable of a population or of synapses (in memory order), in SI.
    ///
    /// # Errors
    /// If there is no such group or variable.
    pub fn get(&self, group: &str, variable: &str) -> Result<Array1<f64>, Error> {
        let (column, ty, len) = self.column(group, variable)?;
        let value = |k| if ty == Type::F64 { column.float(k) } else { column.int(k) as f64 };
        Ok((0..len).map(value).collect())
    }

    /// Sets the values of a stored variable, in SI; one value, or one for each element.
    ///
    /// # Errors
    /// If there is no such group or variable, or the number of values is another.
    pub fn set(&mut self, group: &str, variable: &str, values: &[f64]) -> Result<(), Error> {
        let (column, ty, len) = self.column(group, variable)?;
        if values.len() != 1 && values.len() != len {
            let known = vec![format!("{len} values of `{group}.{variable}`")];
            return Err(Error::Unknown { kind: "array of", name: format!("{} values", values.len()), known });
        }
        for k in 0..len {
            let value = values[if values.len() == 1 { 0 } else { k }];
            match ty {
                Type::F64 => column.set_float(k, value),
                Type::I64 => column.set_int(k, value as i64),
                Type::Bool => column.set_int(k, i64::from(value != 0.0)),
            }
        }
        Ok(())
    }

    fn column(&self, group: &str, variable: &str) -> Result<(Column, Type, usize), Error> {
        let plan = self.compiled.plan();
        let groups = plan.groups.iter().zip(&self.network.state.groups);
        let groups = groups.map(|(g, columns)| (&g.name, &g.variables, columns, g.size as usize));
        let synapses = plan.synapses.iter().zip(&self.network.state.synapses).zip(&self.network.synapses);
        let synapses = synapses.map(|((s, columns), csr)| (&s.name, &s.variables, columns, csr.len()));
        let all: Vec<_> = groups.chain(synapses).collect();
        let Some((_, variables, columns, len)) = all.iter().find(|(name, ..)| *name == group) else {
            let known = all.iter().map(|(name, ..)| (*name).clone()).collect();
            return Err(Error::Unknown { kind: "group", name: group.to_string(), known });
        };
        match variables.iter().position(|v| v.name == variable) {
            Some(at) => Ok((columns[at].clone(), variables[at].ty, *len)),
            None => Err(Error::Unknown {
                kind: "stored variable",
                name: variable.to_string(),
                known: variables.iter().map(|v| v.name.clone()).collect(),
            }),
        }
    }

    /// Advances by a number of steps.
    ///
    /// # Errors
    /// If the traces to be recorded do not fit into memory.
    pub fn advance(&mut self, steps: u64) -> Result<(), Error> {
        self.advance_observed(steps, self.step + steps, &mut |_| ControlFlow::Continue(()))
    }

    /// Carries out the protocol. The observer is called about twenty times a second and may stop the simulation.
    ///
    /// # Errors
    /// If the traces to be recorded do not fit into memory.
    pub fn run(&mut self, observer: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<(), Error> {
        let protocol = self.compiled.plan().protocol.clone();
        let total: u64 = protocol.iter().map(|Step::Run { steps }| *steps).sum();
        let end = self.step + total;
        for Step::Run { steps } in protocol {
            self.advance_observed(steps, end, observer)?;
            if self.interrupted {
                break;
            }
        }
        Ok(())
    }

    fn advance_observed(
        &mut self,
        steps: u64,
        end: u64,
        observer: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        let plan = self.compiled.plan();
        let dt = plan.dt;
        let counts: Vec<usize> = self.network.synapses.iter().map(Csr::len).collect();
        memory::check_traces(plan, &counts, steps)?;
        let started = Instant::now();
        let first = self.step;
        let before: Vec<usize> = self.recorders.iter().map(Recorder::len).collect();
        let mut observed = started;
        // The clock is asked once in about a millisecond of work.
        let mut stride = 1;
        while self.step < first + steps {
            let next = (self.step + stride).min(first + steps);
            let chunk = Instant::now();
            while self.step < next {
                self.one_step();
            }
            let now = Instant::now();
            if now - chunk < Duration::from_millis(1) {
                stride = (stride * 2).min(1 << 20);
            } else if now - chunk > Duration::from_millis(5) {
                stride = (stride / 2).max(1);
            }
            if now - observed >= OBSERVE_EVERY {
                observed = now;
                let progress = Progress { time: self.time(), end: end as f64 * dt };
                if observer(progress).is_break() {
                    self.interrupted = true;
                    break;
                }
            }
        }
        self.run_time += started.elapsed();
        self.scan(|value, group, variable, element, findings, time| {
            findings.look(value, group, variable, element, time);
        });
        let ranges = before.iter().zip(&self.recorders).map(|(start, r)| *start..r.len()).collect();
        let (start, duration) = (first as f64 * dt, (self.step - first) as f64 * dt);
        self.runs.push(Run { start, duration, ranges });
        Ok(())
    }

    fn one_step(&mut self) {
        let step = self.step;
        let dt = self.compiled.plan().dt;
        let time = step as f64 * dt;
        for operation in &self.operations {
            match *operation {
                Operation::Update(g) => {
                    let group = &self.groups[g];
                    if let Some(update) = &group.update {
                        let bits = Some(&group.bits);
                        update.call(&Call { time, step, lanes: 0..group.size, bits, ..Call::default() });
                    }
                }
                Operation::Fire(g) => self.groups[g].fire(&mut self.histories[g], step, time),
                Operation::Deliver { synapses, pathway } => {
                    let pathway = &mut self.pathways[synapses][pathway];
                    let history = &self.histories[pathway.from.group];
                    pathway.deliver(history, &self.network.synapses[synapses], step, time);
                }
                Operation::Reset(g) => {
                    let list = self.histories[g].of(step);
                    if let (Some(reset), false) = (&self.groups[g].reset, list.is_empty()) {
                        reset.call(&Call { time, step, list, ..Call::default() });
                    }
                }
                Operation::Record(m) => {
                    let (histories, network) = (&self.histories[..], &self.network);
                    let moment = Moment { step, time, dt, histories, network };
                    self.recorders[m].record(&moment, &mut self.findings);
                }
            }
        }
        self.step += 1;
    }

    /// Shows every stored float to `look`, with group, variable, element and the current time.
    fn scan(&mut self, look: impl Fn(f64, &str, &str, u32, &mut Findings, f64)) {
        let time = self.time();
        let plan = self.compiled.plan();
        let state = &self.network.state;
        let groups = plan.groups.iter().map(|g| (&g.name, &g.variables)).zip(&state.groups);
        let synapses = plan.synapses.iter().map(|s| (&s.name, &s.variables)).zip(&state.synapses);
        for ((name, variables), columns) in groups.chain(synapses) {
            for (variable, column) in variables.iter().zip(columns).filter(|(v, _)| can_fail(v.ty)) {
                for element in 0..column.len() {
                    let value = column.float(element);
                    if !value.is_finite() {
                        look(value, name, &variable.name, element as u32, &mut self.findings, time);
                        break;
                    }
                }
            }
        }
    }

    /// Ends the simulation and hands out what was recorded.
    pub fn finish(self) -> Recording {
        let plan = self.compiled.plan();
        let duration = self.time();
        let watched = |monitor: &snnc_ir::plan::MonitorPlan| match &monitor.kind {
            MonitorKind::Spikes { of, .. }
            | MonitorKind::Count { of, .. }
            | MonitorKind::States { of, .. }
            | MonitorKind::Rate { of, .. } => plan.groups[of.group].name.clone(),
            MonitorKind::SynapseStates { of, .. } => plan.synapses[*of].name.clone(),
        };
        let monitored = plan.monitors.iter().zip(self.recorders);
        let monitored = monitored.map(|(plan, recorder)| Monitored {
            name: plan.name.clone(),
            group: watched(plan),
            data: recorder.finish(),
        });
        let groups = plan.groups.iter().zip(&self.groups).map(|(plan, group)| GroupSummary {
            name: plan.name.clone(),
            size: plan.size,
            spikes: plan.spikes.then_some(group.spikes),
            method: plan.method.clone(),
        });
        let synapses = plan.synapses.iter().zip(&self.network.synapses);
        let synapses =
            synapses.map(|(plan, csr)| SynapseSummary { name: plan.name.clone(), count: csr.len() as u64 });
        Recording {
            monitors: monitored.collect(),
            runs: self.runs,
            groups: groups.collect(),
            synapses: synapses.collect(),
            not_finite: self.findings.into_found(),
            interrupted: self.interrupted,
            duration,
            seed: self.seeds[0],
            wiring_seed: self.seeds[1],
            dt: plan.dt,
            build_time: self.build_time,
            run_time: self.run_time,
        }
    }
}

impl RunningGroup {
    /// The spikes that the update found happen.
    fn fire(&mut self, history: &mut History, step: u64, time: f64) {
        let list = history.record(step, &self.bits, self.size);
        self.spikes += list.len() as u64;
        if let Some(last) = &self.last_spike {
            list.iter().for_each(|k| last.set_float(*k as usize, time));
        }
        if let Some(free) = &self.not_refractory {
            list.iter().for_each(|k| free.set_int(*k as usize, 0));
        }
    }
}

impl RunningPathway {
    /// Delivers the spikes that are due in this step.
    fn deliver(&mut self, history: &History, csr: &Csr, step: u64, time: f64) {
        let Some(emitted) = step.checked_sub(self.delay) else { return };
        let spikes = within(history.of(emitted), self.from);
        if spikes.is_empty() {
            return;
        }
        let list = if self.from.start == 0 {
            spikes
        } else {
            self.due.clear();
            self.due.extend(spikes.iter().map(|k| k - self.from.start));
            &self.due
        };
        let call = Call { time, step, list, post_of: &csr.post_of, pre_of: &csr.pre_of, ..Call::default() };
        match (self.end, &csr.by_target) {
            (End::Post, Some(index)) => {
                self.code.call(&Call { offsets: &index.offsets, order: &index.lanes, ..call });
            }
            _ => self.code.call(&Call { offsets: &csr.offsets, ..call }),
        }
    }
}

/// For each group, the longest delay of the pathways that its spikes take.
fn longest_delays(plan: &Plan) -> Vec<u64> {
    let mut longest = vec![0; plan.groups.len()];
    for synapses in &plan.synapses {
        for pathway in &synapses.pathways {
            let from = if pathway.end == End::Pre { synapses.source } else { synapses.target };
            longest[from.group] = longest[from.group].max(pathway.delay);
        }
    }
    longest
}

/// Refuses monitors of synapses that do not exist.
fn check_selections(compiled: &CompiledModel, network: &Network) -> Result<(), Error> {
    for monitor in &compiled.plan().monitors {
        if let MonitorKind::SynapseStates { of, only: Some(only), .. } = &monitor.kind {
            let count = network.synapses[*of].len();
            if let Some(number) = only.iter().find(|n| **n as usize >= count) {
                let message = format!(
                    "`{}` has {count} synapses, so there is no number {number}",
                    compiled.plan().synapses[*of].name
                );
                let diagnostic = Diagnostic::error("monitors::no-such-synapse", monitor.span, message)
                    .help("synapses are numbered from 0");
                return Err(Error::rejected(compiled.sources(), vec![diagnostic]));
            }
        }
    }
    Ok(())
}
