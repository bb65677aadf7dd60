//! The state of a simulation: a column for each stored variable of each group and of all synapses.

use snnc_ir::column::Column;
use snnc_ir::execute::BoundColumn;
use snnc_ir::faults::Faults;
use snnc_ir::plan::{ArrayData, DelayPlan, KernelUse, Plan, Storage, StoredVariable};

/// A spike that never happened, in seconds.
const LONG_AGO: f64 = -1e4;

/// All columns.
#[derive(Debug, Clone)]
pub(crate) struct State {
    /// Of each group, one column for each of its stored variables.
    pub(crate) groups: Vec<Vec<Column>>,
    /// Of each synapse group, likewise; empty until it is connected.
    pub(crate) synapses: Vec<Vec<Column>>,
    /// The constant arrays.
    arrays: Vec<Column>,
    /// While initial values of synapses are set.
    pub(crate) scratch: Vec<Column>,
    /// What the model demands, and is not so.
    pub(crate) faults: Faults,
}

impl State {
    /// Before `init`: zeros, no spike yet, nothing refractory.
    pub(crate) fn new(plan: &Plan) -> State {
        let group = |g: &snnc_ir::plan::GroupPlan| {
            let columns = zeros(&g.variables, g.size as usize);
            for k in 0..g.size as usize {
                if let Some(last) = g.last_spike {
                    columns[last].set_float(k, LONG_AGO);
                }
                if let Some(free) = g.not_refractory {
                    columns[free].set_int(k, 1);
                }
            }
            columns
        };
        State {
            groups: plan.groups.iter().map(group).collect(),
            synapses: vec![vec![]; plan.synapses.len()],
            arrays: plan.arrays.iter().map(array).collect(),
            scratch: vec![],
            faults: Faults::default(),
        }
    }

    /// That of a later stage of the protocol, with so many synapses: what has a name there and had one before has the same memory.
    pub(crate) fn of_stage(plan: &Plan, counts: &[usize], before: &Plan, state: &State) -> State {
        let mut next = State::new(plan);
        for (k, count) in counts.iter().enumerate() {
            next.allocate_synapses(plan, k, *count);
        }
        let take =
            |columns: &mut [Column], now: &[StoredVariable], of: &[Column], then: &[StoredVariable]| {
                for (column, variable) in columns.iter_mut().zip(now) {
                    let known = then.iter().position(|it| it.name == variable.name && it.ty == variable.ty);
                    if let Some(at) = known.filter(|at| of[*at].len() == column.len()) {
                        *column = of[at].clone();
                    }
                }
            };
        for (k, columns) in next.groups.iter_mut().enumerate() {
            take(columns, &plan.groups[k].variables, &state.groups[k], &before.groups[k].variables);
        }
        for k in 0..counts.len() {
            let columns = &mut next.synapses[k];
            take(columns, &plan.synapses[k].variables, &state.synapses[k], &before.synapses[k].variables);
            if state.forgot_delays(before, k) {
                next.forget_delays(plan, k);
            }
        }
        // Arrays that were filled with random values are those of the beginning.
        for ((column, data), (of, then)) in
            next.arrays.iter_mut().zip(&plan.arrays).zip(state.arrays.iter().zip(&before.arrays))
        {
            if data.fill.is_some() && data.name == then.name && of.len() == column.len() {
                *column = of.clone();
            }
        }
        next
    }

    /// The constant arrays.
    pub(crate) fn arrays(&self) -> &[Column] {
        &self.arrays
    }

    /// Makes the columns of synapses that have just been connected.
    pub(crate) fn allocate_synapses(&mut self, plan: &Plan, synapses: usize, count: usize) {
        self.synapses[synapses] = zeros(&plan.synapses[synapses].variables, count);
    }

    fn forgot_delays(&self, plan: &Plan, synapses: usize) -> bool {
        plan.synapses[synapses].pathways.iter().any(|pathway| match pathway.delay {
            DelayPlan::Each { variable, .. } => self.synapses[synapses][variable].is_empty(),
            DelayPlan::Constant(_) => false,
        })
    }

    /// Delays as they were given take no memory any more; nobody asks for them.
    pub(crate) fn forget_delays(&mut self, plan: &Plan, synapses: usize) {
        for pathway in &plan.synapses[synapses].pathways {
            if let DelayPlan::Each { variable, .. } = pathway.delay {
                self.synapses[synapses][variable] = Column::zeros(0);
            }
        }
    }

    /// The memory that the columns of a kernel mean; `output` is the caller's.
    pub(crate) fn bind(&self, used: &KernelUse, output: Option<&Column>) -> Vec<BoundColumn> {
        let resolve = |storage: &Storage| match *storage {
            Storage::Group { group, variable, offset } => {
                BoundColumn { column: self.groups[group][variable].clone(), offset: offset as usize }
            }
            Storage::Synapses { synapses, variable } => {
                BoundColumn { column: self.synapses[synapses][variable].clone(), offset: 0 }
            }
            Storage::Array(number) => BoundColumn { column: self.arrays[number].clone(), offset: 0 },
            Storage::Scratch(number) => BoundColumn { column: self.scratch[number].clone(), offset: 0 },
            Storage::Reduced(number) => {
                let column = output.cloned().unwrap_or_else(|| Column::zeros(number + 1));
                BoundColumn { column, offset: number }
            }
            Storage::Output => {
                let column = output.cloned().unwrap_or_else(|| Column::zeros(0));
                BoundColumn { column, offset: 0 }
            }
        };
        used.columns.iter().map(resolve).collect()
    }
}

fn array(data: &ArrayData) -> Column {
    let column = Column::zeros(data.words.len());
    column.write(0, &data.words);
    column
}

fn zeros(variables: &[StoredVariable], len: usize) -> Vec<Column> {
    variables
        .iter()
        .map(|variable| Column::zeros_in(variable.precision, if variable.shared { 1 } else { len }))
        .collect()
}
