//! Monitors as text.

use super::Number;
use super::blocks::{event_name, names_of, population};
use super::selection::selection;
use crate::hir::{Endpoint, Model, Monitor, MonitorKind, Population, Variable, VariableId};
use std::fmt::{Formatter, Result};

pub(super) fn monitor(f: &mut Formatter<'_>, model: &Model, monitor: &Monitor) -> Result {
    let group = |id: crate::hir::GroupId| &*model.groups[id.index()].variables;
    let own = |of: &Population| names_of(model, Endpoint::Population(*of));
    write!(f, "monitor {}: ", monitor.name)?;
    match &monitor.kind {
        MonitorKind::Spikes { of, trigger, only, with } => {
            let event = event_name(model, *of, *trigger).unwrap_or("spikes");
            write!(f, "{event} of {}{}", population(model, *of), selection(model, &own(of), only))?;
            if !with.is_empty() {
                write!(f, " with {}", names(group(of.group), with))?;
            }
        }
        MonitorKind::Count { of, only } => {
            write!(f, "count of {}{}", population(model, *of), selection(model, &own(of), only))?;
        }
        MonitorKind::States { of, variables, only, every } => {
            let variables = names(group(of.group), variables);
            write!(f, "{variables} of {}{}", population(model, *of), selection(model, &own(of), only))?;
            period(f, *every)?;
        }
        MonitorKind::SynapseStates { of, variables, only, every } => {
            let synapses = &model.synapses[of.index()];
            let variables = names(&synapses.variables, variables);
            write!(
                f,
                "{variables} of {}{}",
                synapses.name,
                selection(model, &names_of(model, Endpoint::Synapses(*of)), only)
            )?;
            period(f, *every)?;
        }
        MonitorKind::Rate { of, only, bin } => {
            write!(f, "rate of {}{}", population(model, *of), selection(model, &own(of), only))?;
            period(f, *bin)?;
        }
    }
    writeln!(f, " at {}", monitor.slot)
}

fn names(table: &[Variable], ids: &[VariableId]) -> String {
    let names: Vec<_> = ids.iter().map(|id| &*table[id.index()].name).collect();
    names.join(", ")
}

fn period(f: &mut Formatter<'_>, every: Option<f64>) -> Result {
    every.map_or(Ok(()), |every| write!(f, " every {} s", Number(every)))
}
