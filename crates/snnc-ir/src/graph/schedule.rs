//! From graph to kernel: what is needed, in an order in which values do not live long.

use super::Graph;
use super::memory::Effect;
use crate::kernel::{Inst, Kernel, Op, Type, Value};
use std::collections::HashMap;

/// Schedules the effects of a graph and what they need.
pub(super) fn kernel(graph: Graph) -> Kernel {
    let live = live(&graph);
    let invariant = invariant(&graph);
    let width = width(&graph, &invariant);
    let mut schedule =
        Schedule { graph: &graph, width, place: vec![None; graph.nodes.len()], body: Vec::new() };
    // What is the same for all lanes comes first; nodes are in the order of their making, operands first.
    for index in 0..graph.nodes.len() {
        if live[index] && invariant[index] {
            schedule.place(Value(index as u32));
        }
    }
    let invariant = schedule.body.len();
    let mut loads: HashMap<u32, Vec<(Value, usize)>> = HashMap::new();
    for index in (0..graph.nodes.len()).rev().filter(|&index| live[index]) {
        let value = Value(index as u32);
        if let Op::Load(column) | Op::LoadAt(column, ..) = graph.node(value).op {
            let storage = graph.columns[column as usize].storage;
            loads.entry(storage).or_default().push((value, graph.memory.loads[&value]));
        }
    }
    for (number, &effect) in graph.memory.effects.iter().enumerate() {
        match effect {
            Effect::Store(column, value) => {
                let value = schedule.need(value);
                // The loads that must not see it have to be done by now.
                if let Some(loads) = loads.get_mut(&graph.columns[column as usize].storage) {
                    while let Some((load, _)) = loads.pop_if(|(_, before)| *before <= number) {
                        schedule.need(load);
                    }
                }
                schedule.body.push(Inst { op: Op::Store(column, value), ty: Type::Bool });
            }
            Effect::Emit(mask) => {
                let mask = schedule.need(mask);
                schedule.body.push(Inst { op: Op::Emit(mask), ty: Type::Bool });
            }
            Effect::Require(mask, about, number) => {
                let (mask, about) = (schedule.need(mask), schedule.need(about));
                schedule.body.push(Inst { op: Op::Require(mask, about, number), ty: Type::Bool });
            }
        }
    }
    let body = schedule.body;
    let mut columns = graph.columns;
    for inst in &body {
        if let Op::Store(column, _) = inst.op {
            columns[column as usize].written = true;
        }
    }
    Kernel { name: graph.name, domain: graph.domain, columns, streams: graph.streams, body, invariant }
}

/// Which nodes the effects need.
pub(super) fn live(graph: &Graph) -> Vec<bool> {
    let mut live = vec![false; graph.nodes.len()];
    for effect in &graph.memory.effects {
        effect.values().for_each(|value| live[value.index()] = true);
    }
    for index in (0..live.len()).rev() {
        if live[index] {
            graph.node(Value(index as u32)).op.for_each_operand(|operand| live[operand.index()] = true);
        }
    }
    live
}

/// Which nodes are the same for all lanes of a call.
pub(super) fn invariant(graph: &Graph) -> Vec<bool> {
    let mut written: Vec<u32> = Vec::new();
    for effect in &graph.memory.effects {
        if let Effect::Store(column, _) = effect {
            written.push(graph.columns[*column as usize].storage);
        }
    }
    let mut invariant = vec![false; graph.nodes.len()];
    for index in 0..invariant.len() {
        let op = &graph.node(Value(index as u32)).op;
        let mut same = match op {
            Op::Index(space) => graph.domain.is_uniform(*space),
            Op::Load(column) => {
                let column = &graph.columns[*column as usize];
                graph.domain.is_uniform(column.space) && !written.contains(&column.storage)
            }
            Op::LoadAt(column, ..) => !written.contains(&graph.columns[*column as usize].storage),
            Op::Random(..) => false,
            _ => true,
        };
        op.for_each_operand(|operand| same &= invariant[operand.index()]);
        invariant[index] = same;
    }
    invariant
}

/// About how many registers it takes to compute each node (Sethi and Ullman 1970, doi:10.1145/321607.321620, exact for trees).
fn width(graph: &Graph, invariant: &[bool]) -> Vec<u32> {
    let mut width = vec![0; graph.nodes.len()];
    for index in (0..width.len()).filter(|&index| !invariant[index]) {
        let mut operands: Vec<u32> = Vec::new();
        graph.node(Value(index as u32)).op.for_each_operand(|operand| operands.push(width[operand.index()]));
        operands.sort_unstable_by(|a, b| b.cmp(a));
        let needed = operands.iter().zip(0..).map(|(width, held)| width + held).max();
        width[index] = needed.unwrap_or(0).max(1);
    }
    width
}

struct Schedule<'a> {
    graph: &'a Graph,
    width: Vec<u32>,
    place: Vec<Option<Value>>,
    body: Vec<Inst>,
}

impl Schedule<'_> {
    /// Where the value is, having seen to it that it is somewhere.
    fn need(&mut self, value: Value) -> Value {
        let mut stack = vec![value];
        while let Some(&top) = stack.last() {
            if self.place[top.index()].is_some() {
                stack.pop();
                continue;
            }
            let depth = stack.len();
            self.graph.node(top).op.for_each_operand(|operand| {
                if self.place[operand.index()].is_none() {
                    stack.push(operand);
                }
            });
            // The operand that takes most registers comes first, when none is held for another; else the first.
            stack[depth..].reverse();
            stack[depth..].sort_by_key(|operand| self.width[operand.index()]);
            if stack.len() == depth {
                self.place(top);
                stack.pop();
            }
        }
        self.place[value.index()].unwrap_or(value)
    }

    /// Places a value whose operands are placed.
    fn place(&mut self, value: Value) {
        if self.place[value.index()].is_none() {
            let Inst { op, ty } = self.graph.node(value);
            let op = op.map_operands(|operand| self.place[operand.index()].unwrap_or(operand));
            self.place[value.index()] = Some(Value(self.body.len() as u32));
            self.body.push(Inst { op, ty: *ty });
        }
    }
}
