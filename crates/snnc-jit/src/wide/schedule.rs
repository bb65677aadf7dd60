//! An order of operations in which those that are independent stand side by side (list scheduling by the longest way to the
//! end; Gibbons & Muchnick 1986, doi:10.1145/12276.13312).
//!
//! The processor itself looks ahead, but not over a long body: where one chain of dependent operations follows the other, it
//! waits.

use super::code::{Class, Code, Node, One, Op, Outside, Two};
use snnc_ir::kernel::Kernel;

/// Operations that can begin in a cycle.
const WIDTH: usize = 2;
/// From this number of values in registers on, operations are preferred that leave fewer.
const CROWDED: usize = 24;

/// The order of those operations that are `wanted`.
pub(super) fn schedule(code: &Code, kernel: &Kernel, wanted: &[bool], in_place: &[bool]) -> Vec<usize> {
    let before = dependences(code, kernel, wanted, in_place);
    let count = code.nodes.len();
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut waiting = vec![0usize; count];
    for index in (0..count).filter(|&index| wanted[index]) {
        waiting[index] = before[index].len();
        before[index].iter().for_each(|&earlier| after[earlier].push(index));
    }
    let mut height = vec![0u32; count];
    for index in (0..count).rev().filter(|&index| wanted[index]) {
        let rest = after[index].iter().map(|&later| height[later]).max().unwrap_or(0);
        height[index] = rest + latency(code.nodes[index].op);
    }
    // How many operations still read each value.
    let mut readers = vec![0usize; count];
    for index in (0..count).filter(|&index| wanted[index]) {
        distinct(&code.nodes[index]).for_each(|operand| readers[operand] += 1);
    }
    let holds = |index: usize| wanted[index] && code.nodes[index].op.class() == Class::Vector;
    let mut held = 0usize;
    let mut ready: Vec<usize> = (0..count).filter(|&index| wanted[index] && waiting[index] == 0).collect();
    let mut begins = vec![0u32; count];
    let mut order = Vec::new();
    let mut cycle = 0;
    while !ready.is_empty() {
        let mut begun = 0;
        while begun < WIDTH {
            let relief = |index: usize| {
                let last =
                    distinct(&code.nodes[index]).filter(|&operand| holds(operand) && readers[operand] == 1);
                last.count() as i32 - i32::from(holds(index))
            };
            let crowded = held >= CROWDED;
            let can_begin = |&(_, &index): &(usize, &usize)| begins[index] <= cycle || crowded;
            let best = ready.iter().enumerate().filter(can_begin).max_by_key(|&(_, &index)| {
                let relief = if crowded { relief(index) } else { 0 };
                (relief, height[index], std::cmp::Reverse(index))
            });
            let Some((place, &index)) = best else { break };
            ready.swap_remove(place);
            order.push(index);
            begun += 1;
            for operand in distinct(&code.nodes[index]) {
                readers[operand] -= 1;
                held -= usize::from(holds(operand) && readers[operand] == 0);
            }
            held += usize::from(holds(index) && readers[index] > 0);
            for &later in &after[index] {
                begins[later] = begins[later].max(cycle + latency(code.nodes[index].op));
                waiting[later] -= 1;
                if waiting[later] == 0 {
                    ready.push(later);
                }
            }
        }
        cycle += 1;
    }
    order
}

/// The operands, each once.
fn distinct(node: &Node) -> impl Iterator<Item = usize> {
    let operands = node.operands();
    let is_first = move |&(at, operand): &(usize, &super::code::Value)| !operands[..at].contains(operand);
    operands.iter().enumerate().filter(is_first).map(|(_, operand)| operand.index())
}

/// Which operations come before each: those whose values it reads, and effects that it must see, or not see.
fn dependences(code: &Code, kernel: &Kernel, wanted: &[bool], in_place: &[bool]) -> Vec<Vec<usize>> {
    let storage = |column: u32| kernel.columns[column as usize].storage;
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); code.nodes.len()];
    let mut stores: Vec<(u32, usize)> = Vec::new();
    // What is read from memory: the storage, by which operation, and where the load stands.
    let mut reads: Vec<(u32, usize, usize)> = Vec::new();
    let mut demand = None;
    for (index, node) in code.nodes.iter().enumerate().filter(|(index, _)| wanted[*index]) {
        for operand in distinct(node) {
            if wanted[operand] {
                before[index].push(operand);
            } else if let (true, Op::Load(column)) = (in_place[operand], code.nodes[operand].op) {
                reads.push((storage(column), index, operand));
            }
        }
        match node.op {
            Op::Load(column) => reads.push((storage(column), index, index)),
            Op::Store(column) => stores.push((storage(column), index)),
            Op::Outside(Outside::Require(_)) => before[index].extend(demand.replace(index)),
            _ => {}
        }
    }
    for (number, &(storage, store)) in stores.iter().enumerate() {
        before[store]
            .extend(stores[..number].iter().filter(|(other, _)| *other == storage).map(|(_, at)| at));
        for &(_, reader, load) in reads.iter().filter(|(other, ..)| *other == storage) {
            if load > store {
                before[reader].push(store);
            } else if reader != store {
                before[store].push(reader);
            }
        }
    }
    before
}

/// About how many cycles pass until the result is there.
fn latency(op: Op) -> u32 {
    match op {
        Op::Two(Two::Div) => 24,
        Op::One(One::Sqrt) => 32,
        Op::Two(Two::MulInt) => 15,
        Op::One(One::Round(_)) | Op::Two(Two::Scale) => 8,
        Op::Gather(_) => 25,
        Op::Load(_) | Op::Drawn(_) => 6,
        Op::Fma { .. }
        | Op::Two(Two::Add | Two::Sub | Two::Mul | Two::Min | Two::Max)
        | Op::One(One::ToFloat | One::ToInt)
        | Op::Compare(..)
        | Op::CompareInt(..)
        | Op::Test => 4,
        _ => 1,
    }
}
