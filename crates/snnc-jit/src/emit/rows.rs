//! Lists of lanes, and rows: one lane after the other.

use super::ahead::{Ahead, STRETCH, Stretch};
use super::emitter::Emitter;
use super::kept::Kept;
use super::level::{Level, levels};
use super::single::{Columns, Index, Place, Single, uniform_place};
use super::words::Bits;
use crate::abi::{Callee, Field, LISTED};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{InstBuilder, Value};
use snnc_ir::execute::BackendError;
use snnc_ir::kernel::{Domain, EndIndex, Kernel, Op, Space};

/// What a function over a list or rows works with.
struct Loop<'k> {
    kernel: &'k Kernel,
    levels: Vec<Level>,
    single: Single<'k>,
    /// What is carried out ahead of lanes, and where.
    ahead: Ahead,
    stretch: Stretch<'k>,
    /// The position at which the stretch of lanes began that is worked on.
    first: Option<Value>,
    /// The ends that are the same in all lanes.
    place: Place,
    /// Where the ends of lanes are looked up.
    pre_of: Option<Value>,
    post_of: Option<Value>,
}

impl<'k> Loop<'k> {
    /// Begins the function: all that is the same in all lanes.
    fn begin(
        e: &mut Emitter<'_, '_>,
        kernel: &'k Kernel,
        columns: &'k Columns,
    ) -> Result<Self, BackendError> {
        let levels = levels(kernel);
        let is_looked_up = |end| matches!(end, EndIndex::Gathered | EndIndex::Listed);
        let pre_of = is_looked_up(kernel.domain.pre).then(|| e.frame(Field::PRE_OF));
        let post_of = is_looked_up(kernel.domain.post).then(|| e.frame(Field::POST_OF));
        let place = uniform_place(e, kernel);
        let mut single = Single::new(kernel, columns);
        single.emit_level(e, &levels, Level::Call, &place)?;
        let ahead = Ahead::new(kernel, &levels);
        let stretch = Stretch::new(e, kernel, &ahead);
        Ok(Loop { kernel, levels, single, ahead, stretch, first: None, place, pre_of, post_of })
    }

    /// Keeps what is costly of a level.
    fn keep(&self, e: &mut Emitter<'_, '_>, level: Level) -> Result<Kept, BackendError> {
        Kept::new(e, self.kernel, &self.levels, &self.single, level)
    }

    /// The body for a lane, that of a position.
    fn lane(&mut self, e: &mut Emitter<'_, '_>, lane: Index, at: Index) -> Result<(), BackendError> {
        let place = self.place_of(e, lane, at);
        if let Some(first) = self.first {
            self.stretch.recall(e, &mut self.single, first, at);
        }
        self.single.emit(e, self.ahead.left(), &place)
    }

    /// Evaluates ahead what can be for the lanes at the positions from `first` to before `limit`, at least one.
    fn look_ahead(
        &mut self,
        e: &mut Emitter<'_, '_>,
        order: Option<Value>,
        first: Value,
        limit: Value,
    ) -> Result<(), BackendError> {
        self.first = None;
        if self.ahead.is_empty() {
            return Ok(());
        }
        let (turn, parameters) = e.block(&[I64]);
        let (done, _) = e.block(&[]);
        e.jump(turn, &[first]);
        e.b.switch_to_block(turn);
        let position = parameters[0];
        let at = Index::from(position);
        let lane = order.map_or(at, |order| e.load_index(order, position, 0).into());
        let place = self.place_of(e, lane, at);
        self.single.emit(e, self.ahead.before(), &place)?;
        let number = e.b.ins().isub(position, first);
        self.stretch.store_arguments(e, &self.single, number)?;
        let next = e.b.ins().iadd_imm_u(position, 1);
        let more = e.b.ins().icmp(IntCC::UnsignedLessThan, next, limit);
        e.branch(more, (turn, &[next]), (done, &[]));
        e.b.switch_to_block(done);
        let count = e.b.ins().isub(limit, first);
        self.stretch.evaluate(e, count)?;
        self.first = Some(first);
        Ok(())
    }

    /// The indices of a lane, that of a position.
    fn place_of(&self, e: &mut Emitter<'_, '_>, lane: Index, at: Index) -> Place {
        let mut end = |index, ends: Option<Value>, known| match (index, ends) {
            (EndIndex::Lane, _) => Some(lane),
            (EndIndex::Gathered, Some(ends)) => Some(e.load_index(ends, lane.value, lane.plus).into()),
            (EndIndex::Listed, Some(ends)) => Some(e.load_index(ends, at.value, at.plus).into()),
            _ => known,
        };
        let pre = end(self.kernel.domain.pre, self.pre_of, self.place.pre);
        let post = end(self.kernel.domain.post, self.post_of, self.place.post);
        Place { lane: Some(lane), pre, post }
    }

    /// The mask that the lane emits, if the kernel does.
    fn emitted(&self) -> Result<Option<Value>, BackendError> {
        let mask = self
            .kernel
            .body
            .iter()
            .find_map(|inst| if let Op::Emit(mask) = inst.op { Some(mask) } else { None });
        mask.map(|mask| self.single.value(mask)).transpose()
    }
}

/// Emits a kernel over a list of lanes.
pub(super) fn emit_list(e: &mut Emitter<'_, '_>, kernel: &Kernel) -> Result<(), BackendError> {
    let end = e.frame(Field::END);
    let list = e.frame(Field::LIST);
    let columns = Columns::new(e, kernel);
    let mut body = Loop::begin(e, kernel, &columns)?;
    let zero = e.b.ins().iconst(I64, 0);
    if kernel.body.iter().any(|inst| matches!(inst.op, Op::Emit(_))) {
        e.words(zero, end, Bits::Stored, |e, first, limit| emit_positions(e, &mut body, list, first, limit))?;
    } else {
        emit_positions(e, &mut body, list, zero, end)?;
    }
    e.b.ins().return_(&[]);
    Ok(())
}

/// The lanes at positions of a list: from `first` to before `limit`, at least one. Gives the bits that they emit.
fn emit_positions(
    e: &mut Emitter<'_, '_>,
    body: &mut Loop<'_>,
    list: Value,
    first: Value,
    limit: Value,
) -> Result<Value, BackendError> {
    let (turn, parameters) = e.block(&[I64, I64]);
    let (done, done_parameters) = e.block(&[I64]);
    let no_bits = e.b.ins().iconst(I64, 0);
    e.jump(turn, &[first, no_bits]);

    e.b.switch_to_block(turn);
    let (position, mut bits) = (parameters[0], parameters[1]);
    let lane = e.load_index(list, position, 0);
    body.lane(e, lane.into(), position.into())?;
    if let Some(mask) = body.emitted()? {
        let bit = e.b.ins().uextend(I64, mask);
        // Shifts take their number modulo 64.
        let bit = e.b.ins().ishl(bit, position);
        bits = e.b.ins().bor(bits, bit);
    }
    let next = e.b.ins().iadd_imm_u(position, 1);
    let more = e.b.ins().icmp(IntCC::UnsignedLessThan, next, limit);
    e.branch(more, (turn, &[next, bits]), (done, &[bits]));
    e.b.switch_to_block(done);
    Ok(done_parameters[0])
}

/// Emits a kernel over the rows of a list, `unroll` lanes in a turn.
pub(super) fn emit_rows(e: &mut Emitter<'_, '_>, kernel: &Kernel, unroll: usize) -> Result<(), BackendError> {
    let end = e.frame(Field::END);
    let list = e.frame(Field::LIST);
    let starts = e.frame(Field::STARTS);
    let ends = e.frame(Field::ENDS);
    let order = e.frame(Field::ORDER);
    let columns = Columns::new(e, kernel);
    let mut body = Loop::begin(e, kernel, &columns)?;
    let uniform = body.place;
    let of_call = body.keep(e, Level::Call)?;
    let zero = e.b.ins().iconst(I64, 0);
    let (row_turn, parameters) = e.block(&[I64]);
    let (filled, _) = e.block(&[]);
    let (ordered, _) = e.block(&[]);
    let (direct, _) = e.block(&[]);
    let (next_row, _) = e.block(&[]);
    let (exit, _) = e.block(&[]);
    e.jump(row_turn, &[zero]);

    e.b.switch_to_block(row_turn);
    let position = parameters[0];
    let row = e.load_index(list, position, 0);
    let first = e.load_word(starts, row);
    let limit = e.load_word(ends, row);
    let some = e.b.ins().icmp(IntCC::UnsignedLessThan, first, limit);
    e.branch(some, (filled, &[]), (next_row, &[]));

    e.b.switch_to_block(filled);
    of_call.recall(e, &mut body.single);
    let end_at_row = |index, known: Option<Index>| match index {
        EndIndex::Row => Some(row.into()),
        _ => known,
    };
    body.place.pre = end_at_row(kernel.domain.pre, uniform.pre);
    body.place.post = end_at_row(kernel.domain.post, uniform.post);
    let place = body.place;
    body.single.emit_level(e, &body.levels, Level::Row, &place)?;
    let of_row = body.keep(e, Level::Row)?;
    e.branch(order, (ordered, &[]), (direct, &[]));

    e.b.switch_to_block(direct);
    let ahead = distance_to_next_row(e, list, starts, position, end, first);
    emit_direct_row(e, &mut body, &columns, &of_row, ahead, first, limit, unroll)?;
    e.jump(next_row, &[]);

    e.b.switch_to_block(ordered);
    emit_listed_row(e, &mut body, &columns, &of_row, order, first, limit, unroll)?;
    e.jump(next_row, &[]);

    e.b.switch_to_block(next_row);
    let next = e.b.ins().iadd_imm_u(position, 1);
    let more = e.b.ins().icmp(IntCC::UnsignedLessThan, next, end);
    e.branch(more, (row_turn, &[next]), (exit, &[]));

    e.b.switch_to_block(exit);
    e.b.ins().return_(&[]);
    Ok(())
}

/// By how many lanes the next row of the list, or else this one, begins after `first`.
fn distance_to_next_row(
    e: &mut Emitter<'_, '_>,
    list: Value,
    starts: Value,
    position: Value,
    end: Value,
    first: Value,
) -> Value {
    let next = e.b.ins().iadd_imm_u(position, 1);
    let last = e.b.ins().iadd_imm_s(end, -1);
    let next = e.b.ins().umin(next, last);
    let row = e.load_index(list, next, 0);
    let next_first = e.load_word(starts, row);
    e.b.ins().isub(next_first, first)
}

/// The lanes of a row that has at least one, at the positions from `first` to before `limit` of `order`. They are anywhere in
/// memory: while some are worked on, the next ones are fetched.
#[expect(clippy::too_many_arguments, reason = "what a row is")]
fn emit_listed_row(
    e: &mut Emitter<'_, '_>,
    body: &mut Loop<'_>,
    columns: &Columns,
    of_row: &Kept,
    order: Value,
    first: Value,
    limit: Value,
    unroll: usize,
) -> Result<(), BackendError> {
    let (stretch, parameters) = e.block(&[I64]);
    let (fetch, _) = e.block(&[]);
    let (work, _) = e.block(&[]);
    let (done, _) = e.block(&[]);
    e.jump(stretch, &[first]);

    e.b.switch_to_block(stretch);
    let position = parameters[0];
    let next = e.b.ins().iadd_imm_u(position, LISTED as i64);
    let after = e.b.ins().iadd_imm_u(next, LISTED as i64);
    let whole = e.b.ins().icmp(IntCC::UnsignedLessThanOrEqual, after, limit);
    e.branch(whole, (fetch, &[]), (work, &[]));

    e.b.switch_to_block(fetch);
    let offset = e.b.ins().ishl_imm_u(next, 2);
    let lanes = e.b.ins().iadd(order, offset);
    let Domain { pre, post, .. } = body.kernel.domain;
    let gathered = [(pre, body.pre_of), (post, body.post_of)].into_iter();
    let gathered = gathered.filter(|(end, _)| *end == EndIndex::Gathered);
    let mut indices: Vec<Value> = gathered.filter_map(|(_, indices)| indices).collect();
    let by_lane = body.kernel.columns.iter().zip(0..).filter(|(column, _)| column.space == Space::Lane);
    let mut words = by_lane.map(|(_, number)| columns.address(number)).collect::<Result<Vec<_>, _>>()?;
    while !indices.is_empty() || !words.is_empty() {
        let mut next = |some: &mut Vec<Value>| some.pop().unwrap_or_else(|| e.b.ins().iconst(I64, 0));
        let arguments = [lanes, next(&mut indices), next(&mut words), next(&mut words)];
        e.call(Callee::PrefetchListed, &arguments);
    }
    e.jump(work, &[]);

    e.b.switch_to_block(work);
    of_row.recall(e, &mut body.single);
    let stretch_limit = e.b.ins().umin(next, limit);
    body.look_ahead(e, Some(order), position, stretch_limit)?;
    emit_row(e, body, Some(order), position, stretch_limit, unroll)?;
    let more = e.b.ins().icmp(IntCC::UnsignedLessThan, next, limit);
    e.branch(more, (stretch, &[next]), (done, &[]));
    e.b.switch_to_block(done);
    Ok(())
}

/// The lanes of a row that has at least one, from `first` to before `limit`. Rows are spread over memory, so that
/// the processor cannot guess which one is next: while one is worked on, the next one is fetched, `ahead` of it.
#[expect(clippy::too_many_arguments, reason = "what a row is")]
fn emit_direct_row(
    e: &mut Emitter<'_, '_>,
    body: &mut Loop<'_>,
    columns: &Columns,
    of_row: &Kept,
    ahead: Value,
    first: Value,
    limit: Value,
    unroll: usize,
) -> Result<(), BackendError> {
    let by_lane = body.kernel.columns.iter().zip(0..).filter(|(column, _)| column.space == Space::Lane);
    let words = by_lane
        .map(|(column, number)| Ok((columns.address(number)?, column.precision)))
        .collect::<Result<Vec<_>, BackendError>>()?;
    let indices = body.post_of.or(body.pre_of);
    if words.is_empty() && indices.is_none() && body.ahead.is_empty() {
        return emit_row(e, body, None, first, limit, unroll);
    }
    let (stretch, parameters) = e.block(&[I64]);
    let (done, _) = e.block(&[]);
    e.jump(stretch, &[first]);

    e.b.switch_to_block(stretch);
    let position = parameters[0];
    let next = e.b.ins().iadd_imm_u(position, STRETCH);
    let stretch_limit = e.b.ins().umin(next, limit);
    let lane = e.b.ins().iadd(position, ahead);
    let indices = indices.map(|indices| {
        let offset = e.b.ins().ishl_imm_u(lane, 2);
        e.b.ins().iadd(indices, offset)
    });
    let words: Vec<Value> =
        words.into_iter().map(|(base, precision)| e.element_address(base, lane, precision)).collect();
    // Nothing is fetched twice for being named twice.
    if let Some(something) = indices.or(words.first().copied()) {
        for first in (0..words.len().max(1)).step_by(3) {
            let word = |n: usize| words.get(first + n).copied().unwrap_or(something);
            e.call(Callee::Prefetch, &[something, word(0), word(1), word(2)]);
        }
    }
    of_row.recall(e, &mut body.single);
    body.look_ahead(e, None, position, stretch_limit)?;
    emit_row(e, body, None, position, stretch_limit, unroll)?;
    let more = e.b.ins().icmp(IntCC::UnsignedLessThan, next, limit);
    e.branch(more, (stretch, &[next]), (done, &[]));
    e.b.switch_to_block(done);
    Ok(())
}

/// The lanes of a row that has at least one: at the positions from `first` to before `limit`, through `order` if there is one.
fn emit_row(
    e: &mut Emitter<'_, '_>,
    body: &mut Loop<'_>,
    order: Option<Value>,
    first: Value,
    limit: Value,
    unroll: usize,
) -> Result<(), BackendError> {
    let (done, _) = e.block(&[]);
    let mut first = first;
    if unroll > 1 {
        let (turns, turns_parameters) = e.block(&[I64]);
        let (rest, rest_parameters) = e.block(&[I64]);
        // Where a whole turn begins at the latest; row and turns are too short to overflow.
        let last = e.b.ins().iadd_imm_s(limit, -(unroll as i64));
        let some = e.b.ins().icmp(IntCC::SignedLessThanOrEqual, first, last);
        let (tail, tail_parameters) = e.block(&[I64]);
        e.branch(some, (turns, &[first]), (rest, &[first]));

        e.b.switch_to_block(turns);
        let position = turns_parameters[0];
        for plus in 0..unroll {
            emit_lane(e, body, order, Index { value: position, plus: plus as i32 })?;
        }
        let next = e.b.ins().iadd_imm_u(position, unroll as i64);
        let more = e.b.ins().icmp(IntCC::SignedLessThanOrEqual, next, last);
        e.branch(more, (turns, &[next]), (rest, &[next]));

        e.b.switch_to_block(rest);
        let more = e.b.ins().icmp(IntCC::UnsignedLessThan, rest_parameters[0], limit);
        e.branch(more, (tail, &[rest_parameters[0]]), (done, &[]));
        e.b.switch_to_block(tail);
        first = tail_parameters[0];
    }
    let (turn, parameters) = e.block(&[I64]);
    e.jump(turn, &[first]);
    e.b.switch_to_block(turn);
    emit_lane(e, body, order, parameters[0].into())?;
    let next = e.b.ins().iadd_imm_u(parameters[0], 1);
    let more = e.b.ins().icmp(IntCC::UnsignedLessThan, next, limit);
    e.branch(more, (turn, &[next]), (done, &[]));
    e.b.switch_to_block(done);
    Ok(())
}

/// The lane at a position.
fn emit_lane(
    e: &mut Emitter<'_, '_>,
    body: &mut Loop<'_>,
    order: Option<Value>,
    position: Index,
) -> Result<(), BackendError> {
    let lane = match order {
        Some(order) => e.load_index(order, position.value, position.plus).into(),
        None => position,
    };
    body.lane(e, lane, position)
}
