//! How often an instruction has to be carried out.

use snnc_ir::kernel::{EndIndex, Kernel, Op, Space};

/// Where the value of an instruction is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// In all lanes of a call.
    Call,
    /// In all lanes of a row.
    Row,
    /// It differs from lane to lane.
    Lane,
}

/// The level of each instruction.
pub(crate) fn levels(kernel: &Kernel) -> Vec<Level> {
    let stored: Vec<u32> = kernel.body.iter().filter_map(|inst| stored_column(kernel, &inst.op)).collect();
    let mut levels: Vec<Level> = Vec::with_capacity(kernel.body.len());
    for inst in &kernel.body {
        let own = match &inst.op {
            Op::Index(space) => level_of_space(kernel, *space),
            // What a store may change is loaded again in each lane.
            Op::Load(column) => match kernel.columns.get(*column as usize) {
                Some(column) if !stored.contains(&column.storage) => level_of_space(kernel, column.space),
                _ => Level::Lane,
            },
            Op::LoadAt(column, ..) => match kernel.columns.get(*column as usize) {
                Some(column) if !stored.contains(&column.storage) => Level::Call,
                _ => Level::Lane,
            },
            Op::Store(..) | Op::Emit(_) | Op::Require(..) | Op::Random(..) => Level::Lane,
            _ => Level::Call,
        };
        let mut level = own;
        inst.op.for_each_operand(|operand| {
            if let Some(operand) = levels.get(operand.index()) {
                level = level.max(*operand);
            }
        });
        levels.push(level);
    }
    levels
}

fn stored_column(kernel: &Kernel, op: &Op) -> Option<u32> {
    match op {
        Op::Store(column, _) => kernel.columns.get(*column as usize).map(|column| column.storage),
        _ => None,
    }
}

fn level_of_space(kernel: &Kernel, space: Space) -> Level {
    let end = match space {
        Space::Shared => return Level::Call,
        Space::Lane | Space::Element => return Level::Lane,
        Space::Pre => kernel.domain.pre,
        Space::Post => kernel.domain.post,
    };
    match end {
        EndIndex::Uniform => Level::Call,
        EndIndex::Row => Level::Row,
        EndIndex::None | EndIndex::Lane | EndIndex::Gathered | EndIndex::Listed => Level::Lane,
    }
}
