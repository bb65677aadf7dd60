//! What is told of a demand of the model that is not met.

use snnc_ir::faults::{Fault, Faults};
use snnc_ir::plan::{Demand, DemandKind, Plan};
use snnc_lang::Diagnostic;

/// The first demand that is not met, if there is one, as it is told.
pub(crate) fn unmet(plan: &Plan, faults: &Faults) -> Option<Diagnostic> {
    let fault = faults.first()?;
    let demand = plan.demands.get(fault.number as usize)?;
    Some(tell(demand, &fault))
}

fn tell(demand: &Demand, fault: &Fault) -> Diagnostic {
    let Demand { span, block, of_synapses, kind } = demand;
    let DemandKind::Index { of, dimension, length } = kind;
    let (index, time) = (fault.about, fault.time);
    let elements = match (dimension, length) {
        (0, 1) => "1 element".to_string(),
        (0, length) => format!("{length} elements"),
        (_, 1) => "1 column".to_string(),
        (_, length) => format!("{length} columns"),
    };
    let element = if *of_synapses { "synapse" } else { "element" };
    let place = format!("{index} for {element} {} of `{block}` at t = {time} s", fault.lane);
    Diagnostic::error(
        "arrays::index-out-of-range",
        *span,
        format!("the index {index} is outside of `{of}`, which has {elements}"),
    )
    .at(place)
    .help(format!(
        "indices count from 0 to {}, or from -{length} to -1 from the end",
        length.saturating_sub(1)
    ))
}
