//! Rows divided by delay: the synapses of a neuron that its spike reaches in the same step.

use std::ops::Range;

/// The parts of all rows, row by row, and in a row by delay.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// Where each row's parts begin, and one more.
    rows: Vec<u32>,
    /// The delay of each part, in steps.
    delays: Vec<u32>,
    /// The row of each part.
    pub(crate) row_of: Vec<u32>,
    /// Where each part's positions begin, and one more.
    pub(crate) offsets: Vec<u64>,
    /// The lane at each position, in a part by synapse number; empty if that is the position itself.
    pub(crate) order: Vec<u32>,
}

impl Parts {
    /// Divides rows, whose lanes are those of `order` (or, if that is empty, the positions themselves), by the delays of lanes.
    pub(super) fn new(offsets: &[u64], order: &[u32], delay_of: &[u32]) -> Parts {
        let mut parts =
            Parts { rows: vec![0], order: Vec::with_capacity(delay_of.len()), ..Parts::default() };
        let mut row_order: Vec<u64> = Vec::new();
        for (row, bounds) in offsets.windows(2).enumerate() {
            let lane_at = |at: usize| order.get(at).map_or(at as u32, |lane| *lane);
            let positions = bounds[0] as usize..bounds[1] as usize;
            row_order.clear();
            // Sorted by delay, and among equals by position in the row.
            row_order.extend(
                positions.clone().map(|at| {
                    u64::from(delay_of[lane_at(at) as usize]) << 32 | (at - positions.start) as u64
                }),
            );
            row_order.sort_unstable();
            let mut last = None;
            for entry in &row_order {
                let delay = (entry >> 32) as u32;
                if last != Some(delay) {
                    parts.delays.push(delay);
                    parts.row_of.push(row as u32);
                    parts.offsets.push(parts.order.len() as u64);
                    last = Some(delay);
                }
                parts.order.push(lane_at(positions.start + (entry & u64::from(u32::MAX)) as usize));
            }
            parts.rows.push(parts.delays.len() as u32);
        }
        parts.offsets.push(parts.order.len() as u64);
        parts
    }

    /// The order in which the positions have to be laid out in memory so that no order is needed; from now on they are.
    pub(super) fn take_order(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.order)
    }

    /// The parts of a row, each with its delay in steps.
    pub(crate) fn of(&self, row: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let row = self.row(row);
        (row.start as u32..).zip(&self.delays[row]).map(|(part, delay)| (part, *delay))
    }

    /// The longest delay, in steps.
    pub(crate) fn longest(&self) -> u64 {
        self.delays.iter().max().map_or(0, |delay| (*delay).into())
    }

    fn row(&self, row: u32) -> Range<usize> {
        self.rows[row as usize] as usize..self.rows[row as usize + 1] as usize
    }
}
