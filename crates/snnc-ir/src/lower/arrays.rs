//! Elements of arrays, and of timed arrays at a time.

use super::Lowering;
use super::body::{Body, Met, Moment, Site};
use super::layout::kernel_type;
use super::names::PlaceName;
use crate::kernel::{BinaryOp, Domain, Space, UnaryOp, Value};
use crate::plan::{ArrayData, Storage};
use snnc_lang::files::Values;
use snnc_lang::hir::{ArrayId, ExprId, GroupId, TimedArray, TimedArrayId, TimedValues};

/// The arrays of the plan, each there once something reads it.
#[derive(Default)]
pub(super) struct Arrays {
    /// The plan's.
    pub(super) data: Vec<ArrayData>,
    constant: Vec<(ArrayId, usize)>,
    timed: Vec<(TimedArrayId, usize)>,
}

impl Lowering<'_> {
    /// The number of a constant array in the plan.
    fn array(&mut self, id: ArrayId) -> usize {
        if let Some((_, number)) = self.arrays.constant.iter().find(|(known, _)| *known == id) {
            return *number;
        }
        let array = self.model.exprs.array(id);
        let words = match array.values.as_ref() {
            Values::Floats(values) => values.iter().map(|x| x.to_bits()).collect(),
            Values::Integers(values) => values.iter().map(|n| *n as u64).collect(),
            Values::Booleans(values) => values.iter().map(|b| u64::from(*b)).collect(),
        };
        let (name, ty) = (array.name.to_string(), kernel_type(array.ty));
        self.arrays.data.push(ArrayData { name, ty, words, fill: None });
        let number = self.arrays.data.len() - 1;
        self.arrays.constant.push((id, number));
        number
    }

    /// The number of the values of a timed array in the plan.
    fn timed_array(&mut self, id: TimedArrayId) -> usize {
        if let Some((_, number)) = self.arrays.timed.iter().find(|(known, _)| *known == id) {
            return *number;
        }
        let timed = &self.model.timed_arrays[id.index()];
        let number = match timed.values {
            TimedValues::Array(array) => self.array(array),
            TimedValues::Expression { value, time, column } => {
                let fill = samples(self, timed, value, time, column);
                let words = vec![0; timed.rows * timed.columns.unwrap_or(1)];
                let (name, ty) = (timed.name.to_string(), kernel_type(timed.ty));
                self.arrays.data.push(ArrayData { name, ty, words, fill: Some(fill) });
                self.arrays.data.len() - 1
            }
        };
        self.arrays.timed.push((id, number));
        number
    }
}

/// The kernel over all elements of a timed array that writes them.
fn samples(
    cx: &mut Lowering<'_>,
    timed: &TimedArray,
    value: ExprId,
    time: ExprId,
    column: ExprId,
) -> crate::plan::KernelUse {
    let place = PlaceName::new(&timed.name, "samples");
    // No block's names occur in it.
    let mut body = Body::new(cx, place, Domain::NEURONS, Site::Group(GroupId(0)), Moment::Initial);
    let lane = body.graph.index(Space::Lane);
    let columns = body.graph.int(timed.columns.unwrap_or(1) as i64);
    let row = body.graph.binary(BinaryOp::FloorDiv, lane, columns);
    let at = body.graph.binary(BinaryOp::FloorMod, lane, columns);
    let row = body.graph.to_float(row);
    let every = body.graph.float(timed.every);
    let from = body.graph.mul(row, every);
    body.memo.insert((time, None), from);
    body.memo.insert((column, None), at);
    let value = body.value(value);
    body.finish_with_output(&timed.name, value)
}

impl Body<'_, '_> {
    /// The element of an array at indices that are known.
    pub(super) fn element(&mut self, met: Met, id: ArrayId, indices: &[Value]) -> Value {
        let array = self.cx.model.exprs.array(id);
        let (name, ty) = (array.name.clone(), kernel_type(array.ty));
        let mut flat = None;
        for (dimension, (index, length)) in indices.iter().zip(&array.shape).enumerate() {
            let place = self.demand_index(met, *index, &name, dimension, *length as u64);
            flat = Some(match flat {
                None => place,
                Some(row) => self.within_row(row, place, *length),
            });
        }
        let index = flat.unwrap_or_else(|| self.graph.int(0));
        let number = self.cx.array(id);
        let column = self.column(Storage::Array(number), Space::Element, &name, ty);
        self.graph.load_at(column, index, array.values.len() as u64)
    }

    /// The value of a timed array at a time, and in a column if it has some.
    pub(super) fn timed(&mut self, met: Met, id: TimedArrayId, args: &[Value]) -> Value {
        let timed = &self.cx.model.timed_arrays[id.index()];
        let mut index = self.row(timed, args[0]);
        let mut count = timed.rows;
        if let (Some(columns), Some(column)) = (timed.columns, args.get(1)) {
            // The last row holds on.
            let last = self.graph.int(timed.rows as i64 - 1);
            let row = self.graph.min(index, last);
            let column = self.demand_index(met, *column, &timed.name, 1, columns as u64);
            index = self.within_row(row, column, columns);
            count *= columns;
        }
        let number = self.cx.timed_array(id);
        let (name, ty) = (timed.name.to_string(), kernel_type(timed.ty));
        let column = self.column(Storage::Array(number), Space::Element, &name, ty);
        self.graph.load_at(column, index, count as u64)
    }

    fn within_row(&mut self, row: Value, place: Value, length: usize) -> Value {
        let length = self.graph.int(length as i64);
        let first = self.graph.binary(BinaryOp::Mul, row, length);
        self.graph.add(first, place)
    }

    /// The row that holds at a time; from the last one on, any number beyond it.
    fn row(&mut self, timed: &TimedArray, time: Value) -> Value {
        let dt = self.caller_dt;
        let steps = (timed.every / dt).round();
        let fits = steps >= 1.0 && (timed.every / dt - steps).abs() < 1e-6 && steps < 9e15;
        // At the beginning of a step its number tells the row, whatever the rounding of times.
        if fits && self.moment == Moment::Step && time == self.graph.time() {
            let (step, steps) = (self.graph.step(), self.graph.int(steps as i64));
            return self.graph.binary(BinaryOp::FloorDiv, step, steps);
        }
        // Elsewhere the time is rounded to a fraction of the step and of the period, which leaves no doubt of times that are
        // a multiple of them but for rounding.
        let parts = (8.0 / dt * timed.every).log2().ceil().clamp(0.0, 60.0).exp2();
        let part = self.graph.float(timed.every / parts);
        let elapsed = self.graph.div(time, part);
        let elapsed = self.graph.unary(UnaryOp::Round, elapsed);
        let scale = self.graph.float(1.0 / parts);
        let row = self.graph.mul(elapsed, scale);
        let row = self.graph.unary(UnaryOp::Floor, row);
        let zero = self.graph.float(0.0);
        let row = self.graph.max(zero, row);
        self.graph.to_int(row)
    }
}
