//! The order in which instructions are emitted.

use super::level::Level;
use snnc_ir::kernel::{Kernel, Op};

/// The instructions of lanes: those of the kernel in its order, but loads as late as can be, so that less has to be kept.
pub(crate) fn late_loads(kernel: &Kernel, levels: &[Level]) -> Vec<usize> {
    let mut order = Vec::with_capacity(kernel.body.len());
    let mut waiting = vec![false; kernel.body.len()];
    let mut loads: Vec<usize> = Vec::new();
    for (index, inst) in kernel.body.iter().enumerate().filter(|(index, _)| levels[*index] == Level::Lane) {
        match &inst.op {
            Op::Load(_) => {
                waiting[index] = true;
                loads.push(index);
                continue;
            }
            Op::Store(column, _) => {
                let storage = kernel.columns[*column as usize].storage;
                loads.retain(|&load| {
                    let Op::Load(column) = kernel.body[load].op else { return false };
                    if waiting[load] && kernel.columns[column as usize].storage == storage {
                        waiting[load] = false;
                        order.push(load);
                    }
                    waiting[load]
                });
            }
            _ => {}
        }
        inst.op.for_each_operand(|operand| {
            if std::mem::take(&mut waiting[operand.index()]) {
                order.push(operand.index());
            }
        });
        order.push(index);
    }
    order
}
