//! Where a recorded value comes from: a column, or a kernel that computes it.

use crate::network::Network;
use crate::program::Program;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::kernel::Type;
use snnc_ir::plan::{Recorded, RecordedSource};

/// The source of a recorded variable.
pub(super) struct Source {
    column: Column,
    ty: Type,
    /// Whether its one element is that of all.
    shared: bool,
    compute: Option<Box<dyn Bound>>,
}

impl Source {
    /// Of a variable of `len` elements with the columns `stored`.
    pub(super) fn new(
        recorded: &Recorded,
        stored: &[Column],
        len: usize,
        program: &Program,
        network: &Network,
        seed: u64,
    ) -> Source {
        let ty = recorded.variable.ty;
        match &recorded.source {
            RecordedSource::Stored(variable) => {
                let shared = recorded.variable.shared;
                Source { column: stored[*variable].clone(), ty, shared, compute: None }
            }
            RecordedSource::Computed(kernel) => {
                let column = Column::zeros(len);
                let compute = program.bind(kernel, &network.state, Some(&column), seed);
                Source { column, ty, shared: false, compute: Some(compute) }
            }
        }
    }

    /// Appends the values of the elements that the call lists.
    pub(super) fn append(&self, call: &Call<'_>, values: &mut Vec<f64>) {
        if let Some(kernel) = &self.compute {
            kernel.call(call);
        }
        let elements = call.list.iter().map(|k| if self.shared { 0 } else { *k as usize });
        match self.ty {
            Type::F64 => values.extend(elements.map(|k| self.column.float(k))),
            Type::I64 | Type::Bool => values.extend(elements.map(|k| self.column.int(k) as f64)),
        }
    }
}
