//! Monitors as text.

use super::Number;
use super::blocks::{event_name, population};
use crate::hir::{Model, Monitor, MonitorKind, Variable, VariableId};
use std::fmt::{Formatter, Result};

pub(super) fn monitor(f: &mut Formatter<'_>, model: &Model, monitor: &Monitor) -> Result {
    let group = |id: crate::hir::GroupId| &*model.groups[id.index()].variables;
    write!(f, "monitor {}: ", monitor.name)?;
    match &monitor.kind {
        MonitorKind::Spikes { of, trigger, only, with } => {
            let event = event_name(model, *of, *trigger).unwrap_or("spikes");
            write!(f, "{event} of {}{}", population(model, *of), selection(only.as_deref()))?;
            if !with.is_empty() {
                write!(f, " with {}", names(group(of.group), with))?;
            }
        }
        MonitorKind::Count { of, only } => {
            write!(f, "count of {}{}", population(model, *of), selection(only.as_deref()))?;
        }
        MonitorKind::States { of, variables, only, every } => {
            let variables = names(group(of.group), variables);
            write!(f, "{variables} of {}{}", population(model, *of), selection(only.as_deref()))?;
            period(f, *every)?;
        }
        MonitorKind::SynapseStates { of, variables, only, every } => {
            let synapses = &model.synapses[of.index()];
            let variables = names(&synapses.variables, variables);
            write!(f, "{variables} of {}{}", synapses.name, selection(only.as_deref()))?;
            period(f, *every)?;
        }
        MonitorKind::Rate { of, bin } => {
            write!(f, "rate of {}", population(model, *of))?;
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

/// Indices in brackets; runs of at least three are written as slices.
fn selection(only: Option<&[u32]>) -> String {
    let Some(mut rest) = only else {
        return String::new();
    };
    let mut entries = vec![];
    while let [first, ..] = rest {
        let run = rest.iter().zip(u64::from(*first)..).take_while(|(a, b)| u64::from(**a) == *b).count();
        if run < 3 {
            entries.push(first.to_string());
            rest = &rest[1..];
        } else {
            entries.push(format!("{first}:{}", u64::from(*first) + run as u64));
            rest = &rest[run..];
        }
    }
    format!("[{}]", entries.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selections_are_written_as_slices_where_they_are_runs() {
        assert_eq!(selection(None), "");
        assert_eq!(selection(Some(&[0, 5, 10, 11, 12, 3])), "[0, 5, 10:13, 3]");
        assert_eq!(selection(Some(&[1, 2, 4])), "[1, 2, 4]");
        assert_eq!(selection(Some(&[u32::MAX])), "[4294967295]");
    }
}
