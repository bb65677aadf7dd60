//! Groups, synapses and the code in them as text.

use super::Number;
use super::expr::{Names, print};
use crate::hir::{
    Code, Delay, Drive, Endpoint, ExprId, GivenSpikes, Group, GroupKind, Method, Model, Pathway,
    PoissonInput, Population, Refractory, SynapseGroup, SynapseGroupId, Target, Timed, Trigger, Type,
    Variable, VariableKind, When,
};
use crate::source::Span;
use crate::syntax::ast::End;
use std::fmt::{Formatter, Result};

pub(super) fn group(f: &mut Formatter<'_>, model: &Model, group: &Group) -> Result {
    let names = Names { own: &group.variables, noises: &group.noises, ..Names::default() };
    let block = Block { model, names };
    match &group.kind {
        GroupKind::Neurons { threshold, reset, refractory, events, method, tolerance } => {
            writeln!(f, "neurons {}[{}] {{", group.name, group.size)?;
            block.clock(f, group.dt)?;
            block.variables(f, &group.variables)?;
            self::method(f, *method, *tolerance)?;
            block.section(f, "threshold", *threshold)?;
            block.code(f, "reset", reset)?;
            if let Some(Refractory::Period(value) | Refractory::Condition(value)) = refractory {
                block.section(f, "refractory", Some(*value))?;
            }
            for event in events {
                block.section(f, &format!("event {}", event.name), Some(event.condition))?;
                block.code(f, &format!("on_event {}", event.name), &event.code)?;
            }
        }
        GroupKind::Spikes(given) => {
            writeln!(f, "spikes {}[{}] {{", group.name, group.size)?;
            given_spikes(f, given, group.dt)?;
        }
        GroupKind::Poisson { rate } => {
            writeln!(f, "poisson {}[{}] {{", group.name, group.size)?;
            block.clock(f, group.dt)?;
            block.variables(f, &group.variables)?;
            block.section(f, "rate", Some(*rate))?;
        }
    }
    block.code(f, "init", &group.init)?;
    block.timed(f, &group.timed)?;
    writeln!(f, "}}")
}

pub(super) fn input(f: &mut Formatter<'_>, model: &Model, input: &PoissonInput) -> Result {
    let group = &model.groups[input.of.group.index()];
    let names = Names { own: &group.variables, noises: &group.noises, ..Names::default() };
    let Target::Variable(place, id) = input.statement.target else { return Ok(()) };
    let variable = names.variable(place, id);
    let block = Block { model, names };
    writeln!(f, "poisson_input {}: {}.{variable} {{", input.name, population(model, input.of))?;
    block.line(f, &format!("    {variable} = "), input.statement.value, "")?;
    writeln!(f, "}}")
}

/// The times of given spikes, in seconds; of many, the first.
fn given_spikes(f: &mut Formatter<'_>, given: &GivenSpikes, dt: f64) -> Result {
    let time = |step: u64| Number((step as f64 * dt * 1e12).round() / 1e12);
    let pairs = given.spikes.iter().take(20).map(|(step, index)| format!("({index}, {} s)", time(*step)));
    let pairs: Vec<_> = pairs.collect();
    let more = if given.spikes.len() > pairs.len() { ", …" } else { "" };
    writeln!(f, "    at: [{}{more}]", pairs.join(", "))?;
    match given.period {
        Some(period) => writeln!(f, "    period: {} s", time(period)),
        None => Ok(()),
    }
}

/// What names stand for in code about these elements.
pub(super) fn names_of(model: &Model, of: Endpoint) -> Names<'_> {
    match of {
        Endpoint::Population(_) => Names { own: variables_of(model, of), ..Names::default() },
        Endpoint::Synapses(id) => {
            let synapses = &model.synapses[id.index()];
            let (pre, post) = (variables_of(model, synapses.source), variables_of(model, synapses.target));
            Names { own: &synapses.variables, noises: &synapses.noises, pre, post, ..Names::default() }
        }
    }
}

/// A population or synapses, by name.
pub(super) fn endpoint(model: &Model, of: Endpoint) -> String {
    match of {
        Endpoint::Population(of) => population(model, of),
        Endpoint::Synapses(id) => model.synapses[id.index()].name.to_string(),
    }
}

pub(super) fn synapses(f: &mut Formatter<'_>, model: &Model, id: SynapseGroupId) -> Result {
    let synapses = &model.synapses[id.index()];
    let names = names_of(model, Endpoint::Synapses(id));
    let block = Block { model, names };
    let (source, target) = (endpoint(model, synapses.source), endpoint(model, synapses.target));
    writeln!(f, "synapses {}: {source} -> {target} {{", synapses.name)?;
    block.clock(f, synapses.dt)?;
    block.variables(f, &synapses.variables)?;
    for sum in &synapses.sums {
        let (variables, suffix) = match sum.end {
            End::Pre => (variables_of(model, synapses.source), "pre"),
            End::Post => (variables_of(model, synapses.target), "post"),
        };
        let variable = &variables[sum.variable.index()];
        let before = format!("    {}_{suffix} = ", variable.name);
        block.line(f, &before, sum.value, &format!(" : {} (summed)", unit(variable)))?;
    }
    method(f, synapses.method, synapses.tolerance)?;
    for rule in &synapses.rules {
        block.rule(f, rule)?;
    }
    for pathway in &synapses.pathways {
        block.pathway(f, synapses, pathway)?;
    }
    block.code(f, "init", &synapses.init)?;
    block.timed(f, &synapses.timed)?;
    writeln!(f, "}}")
}

fn variables_of(model: &Model, end: Endpoint) -> &[Variable] {
    match end {
        Endpoint::Population(of) => &model.groups[of.group.index()].variables,
        Endpoint::Synapses(id) => &model.synapses[id.index()].variables,
    }
}

fn unit(variable: &Variable) -> &str {
    match variable.ty {
        Type::Float => &variable.unit.text,
        Type::Integer => "integer",
        Type::Boolean => "boolean",
    }
}

/// A group or a part of it, as a slice.
pub(super) fn population(model: &Model, of: Population) -> String {
    let group = &model.groups[of.group.index()];
    if of.start == 0 && of.end == group.size {
        group.name.to_string()
    } else {
        format!("{}[{}:{}]", group.name, of.start, of.end)
    }
}

/// The name of a custom event of a population.
pub(super) fn event_name(model: &Model, of: Population, trigger: Trigger) -> Option<&str> {
    match (&model.groups[of.group.index()].kind, trigger) {
        (GroupKind::Neurons { events, .. }, Trigger::Event(event)) => Some(&events[event as usize].name),
        _ => None,
    }
}

fn method(f: &mut Formatter<'_>, method: Option<(Method, Span)>, tolerance: f64) -> Result {
    let Some((method, _)) = method else { return Ok(()) };
    writeln!(f, "    method: {}", method.name())?;
    if method == Method::Rkf45 {
        writeln!(f, "    tolerance: {}", Number(tolerance))?;
    }
    Ok(())
}

/// A block whose parts are printed.
pub(super) struct Block<'a> {
    pub(super) model: &'a Model,
    pub(super) names: Names<'a>,
}

impl Block<'_> {
    /// `before` and the expression and `after`, below the lines for what occurs in it more than once.
    fn line(&self, f: &mut Formatter<'_>, before: &str, value: ExprId, after: &str) -> Result {
        let printed = print(self.model, &self.names, value);
        let indent = &before[..before.len() - before.trim_start().len()];
        for shared in &printed.shared {
            writeln!(f, "{indent}{shared}")?;
        }
        writeln!(f, "{before}{}{after}", printed.text)
    }

    fn section(&self, f: &mut Formatter<'_>, name: &str, value: Option<ExprId>) -> Result {
        value.map_or(Ok(()), |value| self.line(f, &format!("    {name}: "), value, ""))
    }

    fn variables(&self, f: &mut Formatter<'_>, variables: &[Variable]) -> Result {
        for variable in variables {
            let name = &variable.name;
            let unit = unit(variable);
            let mut flags = match variable.kind {
                VariableKind::Differential { unless_refractory: true, .. } => vec!["unless refractory"],
                VariableKind::Differential { drive: Drive::Event, .. } => vec!["event-driven"],
                VariableKind::Differential { drive: Drive::Clock, .. } => vec!["clock-driven"],
                VariableKind::Parameter { constant: true } => vec!["constant"],
                VariableKind::Held(_) => vec!["constant over dt"],
                VariableKind::Linked(_) => vec!["linked"],
                _ => vec![],
            };
            flags.extend(variable.shared.then_some("shared"));
            let flags = if flags.is_empty() { String::new() } else { format!(" ({})", flags.join(", ")) };
            let after = format!(" : {unit}{flags}");
            match variable.kind {
                VariableKind::Differential { rhs, .. } => {
                    self.line(f, &format!("    d{name}/dt = "), rhs, &after)?;
                }
                VariableKind::Subexpression(value) | VariableKind::Held(value) => {
                    self.line(f, &format!("    {name} = "), value, &after)?;
                }
                VariableKind::Linked(link) => {
                    let of = &self.model.groups[link.group.index()].name;
                    writeln!(f, "    {name} = {of}.{name}{after}")?;
                }
                VariableKind::Parameter { .. } => writeln!(f, "    {name}{after}")?,
            }
        }
        Ok(())
    }

    fn code(&self, f: &mut Formatter<'_>, section: &str, code: &Code) -> Result {
        if code.statements.is_empty() {
            return Ok(());
        }
        writeln!(f, "    {section}: {{")?;
        let names = Names { locals: &code.locals, ..self.names };
        let block = Block { model: self.model, names };
        for statement in &code.statements {
            let target = match statement.target {
                Target::Variable(place, id) => names.variable(place, id),
                Target::Local(id) => code.locals[id.index()].name.to_string(),
            };
            block.line(f, &format!("        {target} = "), statement.value, "")?;
        }
        writeln!(f, "    }}")
    }

    fn clock(&self, f: &mut Formatter<'_>, dt: f64) -> Result {
        if dt == self.model.settings.dt { Ok(()) } else { writeln!(f, "    dt: {} s", Number(dt)) }
    }

    fn timed(&self, f: &mut Formatter<'_>, timed: &[Timed]) -> Result {
        for Timed { when, slot, code, .. } in timed {
            let section = match when {
                When::Every(steps) => format!("every {steps}*dt at {slot}"),
                When::At(steps) => {
                    let times: Vec<_> = steps.iter().map(|step| format!("{step}*dt")).collect();
                    format!("at [{}] at {slot}", times.join(", "))
                }
            };
            self.code(f, &section, code)?;
        }
        Ok(())
    }

    fn pathway(&self, f: &mut Formatter<'_>, synapses: &SynapseGroup, pathway: &Pathway) -> Result {
        let section = match pathway.end {
            End::Pre => "on_pre",
            End::Post => "on_post",
        };
        let name = &pathway.name;
        let of = if pathway.end == End::Pre { synapses.source } else { synapses.target };
        let of = of.population().and_then(|of| event_name(self.model, of, pathway.trigger));
        let of = of.map(|event| format!(" (event = {event})")).unwrap_or_default();
        if pathway.code.statements.is_empty() {
            writeln!(f, "    {section} {name}{of}: {{ }}")?;
        } else {
            self.code(f, &format!("{section} {name}{of}"), &pathway.code)?;
        }
        match pathway.delay {
            Delay::Constant(seconds) => writeln!(f, "    delay {name}: {} s", Number(seconds))?,
            Delay::Each(value) => self.line(f, &format!("    delay {name}: "), value, "")?,
        }
        writeln!(f, "    order {name}: {}", pathway.order)
    }
}
