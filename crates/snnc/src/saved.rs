//! Values saved during the protocol.

use crate::program::Program;
use crate::recording::{Saved, SavedArray};
use crate::selection::Among;
use snnc_ir::column::Column;
use snnc_ir::kernel::{Precision, Type};
use snnc_ir::plan::{DelayPlan, Endpoint, Recorded, RecordedSource, SavePlan, Shown, StoredVariable};
use snnc_lang::syntax::ast::End;

impl Saved {
    /// The current values of a group or of synapses.
    pub(crate) fn new(save: &SavePlan, among: &Among<'_>) -> Saved {
        let places = among.places(save.of, None);
        let mut arrays = match save.of {
            Endpoint::Population(_) => vec![],
            Endpoint::Synapses(of) => ends(of, among, &places),
        };
        arrays.extend(
            save.variables
                .iter()
                .filter(|it| !it.variable.is_hidden())
                .map(|recorded| array(save, recorded, among, &places)),
        );
        let group = match save.of {
            Endpoint::Population(of) => among.plan.groups[of.group].name.clone(),
            Endpoint::Synapses(of) => among.plan.synapses[of].name.clone(),
        };
        let time = among.step as f64 * among.plan.dt;
        Saved { label: save.label.clone(), first: save.label.clone(), group, time, arrays }
    }
}

/// `i`, `j` and the delay of each synapse.
fn ends(of: usize, among: &Among<'_>, places: &[u32]) -> Vec<SavedArray> {
    let (plan, csr) = (&among.plan.synapses[of], &among.network.synapses[of]);
    let sources = csr.sources();
    let index = |name: &str, ends: &[u32]| SavedArray {
        variable: plain(name, "1", Type::I64),
        values: places.iter().map(|lane| f64::from(ends[*lane as usize])).collect(),
    };
    let mut arrays = vec![index("i", &sources), index("j", &csr.post_of)];
    let spikes_of = |end: End| plan.pathways.iter().find(move |pathway| pathway.end == end);
    if let Some(pathway) = spikes_of(End::Pre).or_else(|| spikes_of(End::Post)) {
        let dt = among.plan.clocks[among.plan.groups[pathway.from.group].clock].dt;
        let values = match pathway.delay {
            DelayPlan::Constant(steps) => vec![steps as f64 * dt; places.len()],
            DelayPlan::Each { variable, .. } => {
                let column = &among.network.state.synapses[of][variable];
                places.iter().map(|lane| column.float(*lane as usize)).collect()
            }
        };
        arrays.push(SavedArray { variable: plain("delay", "s", Type::F64), values });
    }
    arrays
}

fn plain(name: &str, unit: &str, ty: Type) -> StoredVariable {
    let shown = Shown { unit: if unit == "s" { "second" } else { unit }.into(), scale: 1.0 };
    let precision = Precision::Double;
    StoredVariable { name: name.into(), ty, precision, shared: false, unit: unit.into(), shown }
}

fn array(save: &SavePlan, recorded: &Recorded, among: &Among<'_>, places: &[u32]) -> SavedArray {
    let variable = recorded.variable.clone();
    let one = [0];
    let places = if variable.shared { &one[..] } else { places };
    let state = &among.network.state;
    let column = match &recorded.source {
        RecordedSource::Stored(at) => match save.of {
            Endpoint::Population(of) => state.groups[of.group][*at].clone(),
            Endpoint::Synapses(of) => state.synapses[of][*at].clone(),
        },
        RecordedSource::Computed(used) => {
            let size = places.iter().max().map_or(0, |last| *last as usize + 1);
            let output = Column::zeros(size);
            if size > 0 {
                let program: &Program = among.program;
                let call = among.call(save.of, places);
                program.bind(used, state, Some(&output), among.seed).call(&call);
            }
            output
        }
    };
    let value = |k: &u32| match variable.ty {
        Type::F64 => column.float(*k as usize),
        Type::I64 | Type::Bool => column.int(*k as usize) as f64,
    };
    let values = places.iter().filter(|k| (**k as usize) < column.len()).map(value).collect();
    SavedArray { variable, values }
}
