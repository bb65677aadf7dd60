//! All numbers that a run yields, by name, and whether two runs yield the same.

use ndarray::{Array1, ArrayD};
use snnc::{CompiledModel, Data, Error, Recording, Seed};
use snnc_ir::plan::{MonitorKind, Plan, Step};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Arrays by name: `cells_spikes.t`.
pub type Arrays = BTreeMap<String, ArrayD<f64>>;

/// What the monitors recorded, as `MONITOR.ARRAY`, with the names and shapes of the archives on disk.
///
/// # Panics
/// If a monitor lacks an array that its plan promises.
pub fn recorded(recording: &Recording, plan: &Plan) -> Arrays {
    let mut arrays = Arrays::new();
    for (monitor, planned) in recording.monitors.iter().zip(&plan.monitors) {
        let mut add =
            |array: &str, values: ArrayD<f64>| arrays.insert(format!("{}.{array}", monitor.name), values);
        match &monitor.data {
            Data::Spikes(spikes) => {
                add("i", spikes.indices().mapv(f64::from).into_dyn());
                add("t", spikes.times().to_owned().into_dyn());
                let MonitorKind::Spikes { with, .. } = &planned.kind else { continue };
                for variable in with.iter().map(|r| &r.variable.name) {
                    let trace = spikes.values(variable).expect("a value at each spike");
                    add(variable, trace.values.to_owned().into_dyn());
                }
            }
            Data::Counts(counts) => {
                add("i", counts.indices().mapv(f64::from).into_dyn());
                add("count", counts.counts().mapv(|n| n as f64).into_dyn());
            }
            Data::States(states) => {
                add("i", states.indices().mapv(f64::from).into_dyn());
                add("t", states.times().to_owned().into_dyn());
                let (MonitorKind::States { variables, .. } | MonitorKind::SynapseStates { variables, .. }) =
                    &planned.kind
                else {
                    continue;
                };
                for variable in variables.iter().map(|r| &r.variable.name) {
                    let trace = states.get(variable).expect("a trace");
                    add(variable, trace.values.to_owned().into_dyn());
                }
            }
            Data::Rate(rate) => {
                add("t", rate.times().to_owned().into_dyn());
                add("rate", rate.rates().to_owned().into_dyn());
            }
            Data::Streamed(_) => unreachable!("without a folder everything stays in memory"),
        }
    }
    arrays
}

/// Carries out the protocol with a seed: everything recorded, all connections, and the last value of every stored variable.
///
/// # Errors
/// If the network cannot be built or run.
pub fn everything(compiled: &CompiledModel, seed: Seed) -> Result<Arrays, Error> {
    let mut simulation = compiled.simulation(seed)?;
    simulation.run(&mut |_| ControlFlow::Continue(()))?;
    let plan = compiled.plan();
    let mut arrays = Arrays::new();
    let groups = plan.groups.iter().map(|g| (&g.name, &g.variables));
    for (name, variables) in groups.chain(plan.synapses.iter().map(|s| (&s.name, &s.variables))) {
        for variable in variables {
            let values = simulation.get(name, &variable.name)?;
            arrays.insert(format!("last {name}.{}", variable.name), values.into_dyn());
        }
    }
    for synapses in &plan.synapses {
        let (sources, targets) = simulation.connections(&synapses.name)?;
        let float = |ends: Array1<u32>| ends.mapv(f64::from).into_dyn();
        arrays.insert(format!("{}.i", synapses.name), float(sources));
        arrays.insert(format!("{}.j", synapses.name), float(targets));
    }
    arrays.extend(recorded(&simulation.finish(), plan));
    Ok(arrays)
}

/// How many steps the protocol has.
pub fn steps(plan: &Plan) -> u64 {
    fn of(steps: &[Step]) -> u64 {
        let of_one = |step: &Step| match step {
            Step::Run { steps, .. } => *steps,
            Step::Repeat { count, body } => count * of(body),
            _ => 0,
        };
        steps.iter().map(of_one).sum()
    }
    of(&plan.protocol) + plan.stages.iter().map(|stage| of(&stage.protocol)).sum::<u64>()
}

/// The first difference between two runs, to the bit; any NaN equals any other.
pub fn difference(left: &Arrays, right: &Arrays) -> Option<String> {
    let names = |arrays: &Arrays| arrays.keys().cloned().collect::<Vec<_>>();
    if names(left) != names(right) {
        return Some(format!("arrays {:?} and {:?}", names(left), names(right)));
    }
    left.iter().zip(right.values()).find_map(|((name, a), b)| array_difference(name, a, b))
}

/// The first difference between those arrays of `part` that `whole` has too.
pub fn difference_in_common(part: &Arrays, whole: &Arrays) -> Option<String> {
    part.iter().find_map(|(name, a)| array_difference(name, a, whole.get(name)?))
}

fn array_difference(name: &str, a: &ArrayD<f64>, b: &ArrayD<f64>) -> Option<String> {
    if a.shape() != b.shape() {
        return Some(format!("`{name}` has shapes {:?} and {:?}", a.shape(), b.shape()));
    }
    let same = |x: f64, y: f64| x.to_bits() == y.to_bits() || (x.is_nan() && y.is_nan());
    let at = a.iter().zip(b).position(|(x, y)| !same(*x, *y))?;
    let (x, y) = (a.iter().nth(at)?, b.iter().nth(at)?);
    Some(format!("`{name}` {:?}, element {at}: {x:e} and {y:e}", a.shape()))
}
