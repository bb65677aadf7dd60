//! Which register holds a value of a block, by linear scan.

use crate::kernel::{Inst, Value};

/// Gives each value of the body after the first `invariant` ones a register; a register is used again once its value has been
/// read for the last time. An instruction's register is none of its operands'.
///
/// Returns the register of each instruction, and how many there are.
pub(super) fn allocate(body: &[Inst], invariant: usize) -> (Vec<u32>, usize) {
    let mut last_read = vec![0; body.len()];
    for (index, inst) in body.iter().enumerate() {
        inst.op.for_each_operand(|Value(operand)| last_read[operand as usize] = index);
    }
    let mut registers = vec![0; body.len()];
    let mut free: Vec<u32> = Vec::new();
    let mut count = 0;
    for index in invariant..body.len() {
        let inst = &body[index];
        if !inst.op.is_effect() {
            registers[index] = free.pop().unwrap_or_else(|| {
                count += 1;
                count - 1
            });
            if last_read[index] == 0 {
                // Nobody reads it.
                free.push(registers[index]);
            }
        }
        let mut done: Vec<usize> = Vec::new();
        inst.op.for_each_operand(|operand| {
            let operand = operand.index();
            if operand >= invariant && last_read[operand] == index && !done.contains(&operand) {
                done.push(operand);
            }
        });
        free.extend(done.into_iter().map(|operand| registers[operand]));
    }
    (registers, count as usize)
}
