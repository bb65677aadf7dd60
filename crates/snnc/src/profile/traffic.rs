//! How much memory a kernel reads and writes.

use snnc_ir::kernel::{EndIndex, Kernel, Op, Space};

/// The bytes of an element of a column.
const WORD: u64 = 8;

/// The bytes of an index.
const INDEX: u64 = 4;

/// The bytes that a kernel reads and writes for each lane: its variables, and the indices by which it finds them.
pub(crate) fn bytes_of(kernel: &Kernel) -> u64 {
    let lanes = &kernel.body[kernel.invariant..];
    let accesses = |column: usize| {
        let reads = lanes
            .iter()
            .any(|inst| matches!(inst.op, Op::Load(of) | Op::LoadAt(of, ..) if of as usize == column));
        let writes = lanes.iter().any(|inst| matches!(inst.op, Op::Store(of, _) if of as usize == column));
        u64::from(reads) + u64::from(writes)
    };
    let columns = kernel.columns.iter().enumerate().filter(|(_, column)| column.space != Space::Shared);
    let words: u64 = columns.map(|(k, _)| accesses(k)).sum();
    let gathers = [(kernel.domain.pre, Space::Pre), (kernel.domain.post, Space::Post)].into_iter();
    let gathers = gathers.filter(|(index, space)| {
        let used = kernel.columns.iter().any(|column| column.space == *space);
        *index == EndIndex::Gathered && used
    });
    WORD * words + INDEX * gathers.count() as u64
}
