//! Where a recorded value comes from: a column, or a kernel that computes it.

use super::elements::Elements;
use crate::network::Network;
use crate::program::Program;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::kernel::{Lanes, Type};
use snnc_ir::plan::{Plan, Recorded, RecordedSource};

/// The source of a recorded variable.
pub(super) struct Source {
    column: Column,
    ty: Type,
    /// Whether its one element is that of all.
    shared: bool,
    compute: Option<Compute>,
}

/// A kernel that fills the column.
struct Compute {
    kernel: Box<dyn Bound>,
    /// Whether it goes over a range of elements, else over a list of them.
    ranges: bool,
}

impl Source {
    /// Of a variable of `len` elements with the columns `stored`.
    pub(super) fn new(
        recorded: &Recorded,
        stored: &[Column],
        len: usize,
        (plan, program, network, seed): (&Plan, &Program, &Network, u64),
    ) -> Source {
        let ty = recorded.variable.ty;
        match &recorded.source {
            RecordedSource::Stored(variable) => {
                let shared = recorded.variable.shared;
                Source { column: stored[*variable].clone(), ty, shared, compute: None }
            }
            RecordedSource::Computed(used) => {
                let column = Column::zeros(len);
                let kernel = program.bind(used, &network.state, Some(&column), seed);
                let ranges = plan.kernels[used.kernel].domain.lanes == Lanes::Range;
                Source { column, ty, shared: false, compute: Some(Compute { kernel, ranges }) }
            }
        }
    }

    /// Appends the values of the elements that the call lists.
    pub(super) fn append(&self, call: &Call<'_>, values: &mut Vec<f64>) {
        if let Some(compute) = &self.compute {
            compute.kernel.call(call);
        }
        self.gather(call.list, values);
    }

    /// Appends the values of always the same elements.
    pub(super) fn append_all(&self, call: &Call<'_>, elements: &Elements, values: &mut Vec<f64>) {
        if elements.list.is_empty() {
            return;
        }
        if let Some(compute) = &self.compute {
            let (lanes, list) =
                if compute.ranges { (elements.range.clone(), &[][..]) } else { (0..0, &elements.list[..]) };
            compute.kernel.call(&Call { lanes, list, ..call.clone() });
        }
        if elements.consecutive && !self.shared && self.ty == Type::F64 {
            self.column.append_floats(elements.range.clone(), values);
        } else {
            self.gather(&elements.list, values);
        }
    }

    fn gather(&self, list: &[u32], values: &mut Vec<f64>) {
        let column = &self.column;
        match self.ty {
            _ if self.shared => values.resize(values.len() + list.len(), self.value(0)),
            Type::F64 => values.extend(list.iter().map(|k| column.float(*k as usize))),
            Type::I64 | Type::Bool => values.extend(list.iter().map(|k| column.int(*k as usize) as f64)),
        }
    }

    fn value(&self, element: usize) -> f64 {
        match self.ty {
            Type::F64 => self.column.float(element),
            Type::I64 | Type::Bool => self.column.int(element) as f64,
        }
    }
}
