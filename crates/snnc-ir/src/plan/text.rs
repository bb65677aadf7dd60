//! The plan as text, for people.

use super::{
    CountPlan, DelayPlan, Endpoint, GroupPlan, InitPlan, KernelUse, MonitorKind, MonitorPlan, OverPlan,
    PairsPlan, Plan, Population, ProbabilityPlan, RangePlan, RecordedSource, RulePlan, Selection, Step,
    Storage, StoredVariable, SynapsePlan, TimedElements, UpdatePlan, When,
};
use snnc_lang::syntax::ast::End;
use std::fmt::{self, Display, Formatter};

impl Display for Plan {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "plan: dt {} s, seed {}", self.dt, self.seed)?;
        if let Some(seed) = self.wiring_seed {
            writeln!(f, "  wiring seed {seed}")?;
        }
        for constant in &self.constants {
            writeln!(f, "  {} = {} {}", constant.name, constant.value, constant.unit)?;
        }
        for group in &self.groups {
            self.group(f, group)?;
        }
        for synapses in &self.synapses {
            self.synapses(f, synapses)?;
        }
        self.timed(f)?;
        for sum in &self.sums {
            writeln!(f, "\nsum {}{}", sum.name, self.clock(sum.clock))?;
            for part in &sum.parts {
                self.kernel(f, "over", Some(&part.code), "")?;
            }
        }
        for monitor in &self.monitors {
            self.monitor(f, monitor)?;
        }
        if !self.protocol.is_empty() {
            writeln!(f, "\nprotocol")?;
        }
        self.protocol(f, &self.protocol, "  ")?;
        for (number, stage) in self.stages.iter().enumerate() {
            writeln!(f, "\nstage {}: dt {} s", number + 1, stage.dt)?;
            stage.protocol(f, &stage.protocol, "  ")?;
        }
        Ok(())
    }
}

impl Plan {
    fn protocol(&self, f: &mut Formatter<'_>, steps: &[Step], indent: &str) -> fmt::Result {
        for step in steps {
            write!(f, "{indent}")?;
            match step {
                Step::Run { steps, until: None } => writeln!(f, "run {steps} steps")?,
                Step::Run { steps, until: Some(until) } => {
                    let condition = &self.kernels[until.condition.kernel].name;
                    writeln!(f, "run {steps} steps until {condition}")?;
                }
                Step::Assign(assign) => {
                    let only = selected(&assign.only);
                    writeln!(f, "assign {}{only}", self.kernels[assign.code.kernel].name)?;
                }
                Step::Store { label } => writeln!(f, "store {label:?}")?,
                Step::Restore { label, exact, except, .. } => {
                    let exact = if *exact { " exactly" } else { "" };
                    writeln!(f, "restore {label:?}{exact}, {} variables left as they are", except.len())?;
                }
                Step::Repeat { count, body } => {
                    writeln!(f, "repeat {count} times")?;
                    self.protocol(f, body, &format!("{indent}  "))?;
                }
                Step::Save(save) => writeln!(f, "save {:?}", save.label)?,
                Step::NextStage { .. } => writeln!(f, "go on with the next stage")?,
            }
        }
        Ok(())
    }

    fn group(&self, f: &mut Formatter<'_>, group: &GroupPlan) -> fmt::Result {
        writeln!(f, "\ngroup {}[{}]{}", group.name, group.size, self.clock(group.clock))?;
        variables(f, &group.variables)?;
        if !group.method.is_empty() {
            writeln!(f, "  method  {}", group.method)?;
        }
        let spikes = if group.spikes && group.threshold.is_none() { ", emits spikes" } else { "" };
        if let Some(given) = &group.given {
            let again =
                given.period.map_or_else(String::new, |period| format!(", again after {period} steps"));
            writeln!(f, "  given   {} spikes{again}", given.spikes.len())?;
        }
        self.kernel(f, "shared init", group.shared_init.as_ref(), "")?;
        self.kernel(f, "init", group.init.as_ref(), "")?;
        self.update(f, "update", group.update.as_ref(), spikes)?;
        self.update(f, "shared update", group.shared_update.as_ref(), "")?;
        self.kernel(f, "threshold", group.threshold.as_ref(), ", emits spikes")?;
        self.kernel(f, "reset", group.reset.as_ref(), "")?;
        for event in &group.events {
            self.kernel(f, &format!("event {}", event.name), Some(&event.condition), ", emits events")?;
            self.kernel(f, &format!("on_event {}", event.name), event.code.as_ref(), "")?;
        }
        Ok(())
    }

    fn synapses(&self, f: &mut Formatter<'_>, synapses: &SynapsePlan) -> fmt::Result {
        let (from, to) = (self.endpoint(synapses.source), self.endpoint(synapses.target));
        writeln!(f, "\nsynapses {}: {from} -> {to}{}", synapses.name, self.clock(synapses.clock))?;
        variables(f, &synapses.variables)?;
        for rule in &synapses.rules {
            self.rule(f, rule)?;
        }
        self.kernel(f, "shared init", synapses.shared_init.as_ref(), "")?;
        if !synapses.method.is_empty() {
            writeln!(f, "  method  {}", synapses.method)?;
        }
        for step in &synapses.init {
            match step {
                InitPlan::Code(code) => self.kernel(f, "init", Some(code), "")?,
                InitPlan::Reduce { reduction, code, .. } => {
                    self.kernel(f, reduction.name(), Some(code), "")?;
                }
            }
        }
        self.update(f, "update", synapses.update.as_ref(), "")?;
        for pathway in &synapses.pathways {
            let end = if pathway.end == End::Pre { "source" } else { "target" };
            let what = match pathway.event {
                0 => "spike",
                event => &self.groups[pathway.from.group].events[event - 1].name,
            };
            let delay = match &pathway.delay {
                DelayPlan::Constant(steps) => format!("{steps} steps"),
                DelayPlan::Each { code, .. } => format!("by {}", self.kernels[code.kernel].name),
            };
            let when = format!(", {delay} after a {what} of the {end}, order {}", pathway.order);
            self.kernel(f, &format!("pathway {}", pathway.name), Some(&pathway.code), &when)?;
            self.kernel(f, "  then", pathway.neurons.as_ref(), ", once for each that spiked")?;
        }
        Ok(())
    }

    fn rule(&self, f: &mut Formatter<'_>, rule: &RulePlan) -> fmt::Result {
        let count = |count: &CountPlan| match count {
            CountPlan::Constant(count) => count.to_string(),
            CountPlan::Computed(used) => self.kernels[used.kernel].name.clone(),
        };
        write!(f, "  connect ")?;
        match &rule.pairs {
            PairsPlan::All => write!(f, "all pairs")?,
            PairsPlan::Function(End::Post, used) => write!(f, "j = {}(i)", self.kernels[used.kernel].name)?,
            PairsPlan::Function(End::Pre, used) => write!(f, "i = {}(j)", self.kernels[used.kernel].name)?,
            PairsPlan::Indegree(n) => write!(f, "indegree {}", count(n))?,
            PairsPlan::Outdegree(n) => write!(f, "outdegree {}", count(n))?,
            PairsPlan::Total(n) => write!(f, "total {}", count(n))?,
            PairsPlan::Generated(plan) => {
                let end = if plan.end == End::Pre { "i" } else { "j" };
                let name = |used: &KernelUse| self.kernels[used.kernel].name.clone();
                write!(f, "{end} = {}(k) for k ", plan.index.as_ref().map_or_else(String::new, name))?;
                let range =
                    |range: &RangePlan| [&range.start, &range.stop, &range.step].map(&count).join(", ");
                match &plan.over {
                    OverPlan::Range(it) => write!(f, "in range({})", range(it))?,
                    OverPlan::SampleOfSize(it, size) => {
                        write!(f, "in sample({}, size = {})", range(it), count(size))?;
                    }
                    OverPlan::SampleWithProbability(it, ProbabilityPlan::Constant(p)) => {
                        write!(f, "in sample({}, p = {p})", range(it))?;
                    }
                    OverPlan::SampleWithProbability(it, ProbabilityPlan::Computed(p)) => {
                        write!(f, "in sample({}, p = {})", range(it), name(p))?;
                    }
                    OverPlan::Values(values) => write!(f, "in {} numbers", values.len())?,
                }
            }
            PairsPlan::Listed(plan) => write!(f, "{} pairs", plan.pairs.len())?,
        }
        let judgement = &rule.judgement;
        for (word, used) in [("if", &rule.allowed), ("if", &judgement.allowed), ("where", &judgement.filter)]
        {
            if let Some(used) = used {
                write!(f, ", {word} {}", self.kernels[used.kernel].name)?;
            }
        }
        if let Some(scan) = &rule.scan {
            write!(f, ", where {}", self.kernels[scan.filter.kernel].name)?;
        }
        if let Some(p) = rule.probability {
            write!(f, ", with probability {p}")?;
        }
        if let Some(n) = &rule.multiplicity {
            write!(f, ", {} a pair", count(n))?;
        }
        let words = [(rule.unique, ", unique"), (rule.skip_if_invalid, ", skip_if_invalid")];
        words.iter().filter(|(on, _)| *on).try_for_each(|(_, word)| f.write_str(word))?;
        writeln!(f)
    }

    fn monitor(&self, f: &mut Formatter<'_>, monitor: &MonitorPlan) -> fmt::Result {
        write!(f, "\nmonitor {}: ", monitor.name)?;
        let recorded = |variables: &[super::Recorded]| {
            let name = |r: &super::Recorded| match &r.source {
                RecordedSource::Stored(_) => r.variable.name.clone(),
                RecordedSource::Computed(used) => {
                    format!("{} (by {})", r.variable.name, self.kernels[used.kernel].name)
                }
            };
            variables.iter().map(name).collect::<Vec<_>>().join(", ")
        };
        match &monitor.kind {
            MonitorKind::Spikes { of, event, only, with } => {
                let what = match event {
                    0 => "spikes",
                    event => &self.groups[of.group].events[event - 1].name,
                };
                write!(f, "{what} of {}{}", self.population(*of), selected(only))?;
                if !with.is_empty() {
                    write!(f, " with {}", recorded(with))?;
                }
            }
            MonitorKind::Count { of, only } => {
                write!(f, "count of {}{}", self.population(*of), selected(only))?;
            }
            MonitorKind::States { of, variables, only, every } => {
                let of = self.population(*of);
                write!(f, "{} of {of}{} every {every} steps", recorded(variables), selected(only))?;
            }
            MonitorKind::SynapseStates { of, variables, only, every } => {
                let of = &self.synapses[*of].name;
                write!(f, "{} of {of}{} every {every} steps", recorded(variables), selected(only))?;
            }
            MonitorKind::Rate { of, only, bin } => {
                write!(f, "rate of {}{} every {bin} steps", self.population(*of), selected(only))?;
            }
        }
        writeln!(f, " at {}", monitor.slot)
    }

    fn timed(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (k, timed) in self.timed.iter().enumerate() {
            if k == 0 {
                writeln!(f, "\ntimed")?;
            }
            let of = match timed.of {
                TimedElements::Group(of) => self.population(of),
                TimedElements::Synapses(of) => self.synapses[of].name.clone(),
                TimedElements::SharedOfGroup(of) => format!("what {} shares", self.groups[of].name),
                TimedElements::SharedOfSynapses(of) => format!("what {} share", self.synapses[of].name),
            };
            let when = match &timed.when {
                When::Every(1) => "every step".to_string(),
                When::Every(steps) => format!("every {steps} steps"),
                When::At(steps) => format!("in steps {steps:?}"),
            };
            let when = format!(" of {of} {when}{} at {}", self.clock(timed.clock), timed.slot);
            self.kernel(f, &timed.name, Some(&timed.code), &when)?;
        }
        Ok(())
    }

    /// What is said of a clock that is not the model's own.
    fn clock(&self, clock: usize) -> String {
        if clock == 0 { String::new() } else { format!(" with steps of {} s", self.clocks[clock].dt) }
    }

    fn kernel(&self, f: &mut Formatter<'_>, what: &str, used: Option<&KernelUse>, more: &str) -> fmt::Result {
        let Some(used) = used else { return Ok(()) };
        let columns: Vec<String> = used.columns.iter().map(|storage| self.storage(*storage)).collect();
        writeln!(f, "  {what}: {}({}){more}", self.kernels[used.kernel].name, columns.join(", "))
    }

    fn update(
        &self,
        f: &mut Formatter<'_>,
        what: &str,
        update: Option<&UpdatePlan>,
        spikes: &str,
    ) -> fmt::Result {
        let Some(update) = update else { return Ok(()) };
        let emits =
            if update.again.is_some() { ", emits what is not at the end of the step" } else { spikes };
        self.kernel(f, what, Some(&update.kernel), emits)?;
        self.kernel(f, &format!("{what} again"), update.again.as_ref(), ", until all are there")
    }

    fn storage(&self, storage: Storage) -> String {
        match storage {
            Storage::Group { group, variable, offset } => {
                let group = &self.groups[group];
                let from = if offset == 0 { String::new() } else { format!("[{offset}:]") };
                format!("{}{from}.{}", group.name, group.variables[variable].name)
            }
            Storage::Synapses { synapses, variable } => {
                let synapses = &self.synapses[synapses];
                format!("{}.{}", synapses.name, synapses.variables[variable].name)
            }
            Storage::Array(number) => self.arrays[number].name.clone(),
            Storage::Scratch(number) => format!("scratch {number}"),
            Storage::Reduced(at) => format!("reduced {at}"),
            Storage::Output => "output".into(),
        }
    }

    fn endpoint(&self, end: Endpoint) -> String {
        match end {
            Endpoint::Population(population) => self.population(population),
            Endpoint::Synapses(synapses) => self.synapses[synapses].name.clone(),
        }
    }

    fn population(&self, population: Population) -> String {
        let group = &self.groups[population.group];
        if population.start == 0 && population.end == group.size {
            return group.name.clone();
        }
        format!("{}[{}:{}]", group.name, population.start, population.end)
    }
}

fn variables(f: &mut Formatter<'_>, variables: &[StoredVariable]) -> fmt::Result {
    for variable in variables {
        let shared = if variable.shared { ", shared" } else { "" };
        writeln!(f, "  {} : {:?} {}{shared}", variable.name, variable.ty, variable.unit)?;
    }
    Ok(())
}

fn selected(only: &Selection) -> String {
    match only {
        Selection::All => String::new(),
        Selection::List(list) => format!(" {list:?}"),
        Selection::Built(parts) => format!(" [{} selections]", parts.len()),
    }
}
