//! Memory for kernels to work on.

use super::Choices;
use super::kernels::ELEMENTS;
use crate::column::Column;
use crate::execute::{Backend, BackendError, BoundColumn, Call};
use crate::faults::{Fault, Faults};
use crate::kernel::{EndIndex, Kernel, Lanes, Op, Precision, Space, Type};
use crate::rng::StreamKey;

/// Memory that a kernel can work on, and a call.
#[derive(Debug, Clone)]
pub struct World {
    /// For each column of the kernel, which memory it is, and at which offset.
    bindings: Vec<(usize, usize)>,
    /// The words in the memories.
    memories: Vec<Vec<u64>>,
    keys: Vec<StreamKey>,
    time: f64,
    step: u64,
    epoch: u16,
    first: usize,
    end: usize,
    list: Vec<u32>,
    starts: Vec<u64>,
    ends: Vec<u64>,
    order: Vec<u32>,
    pre: u32,
    post: u32,
    pre_of: Vec<u32>,
    post_of: Vec<u32>,
}

impl World {
    /// Memory for a kernel.
    pub fn new(kernel: &Kernel, choices: &mut Choices<'_>) -> Self {
        let lanes = choices.one_of(&[1, 3, 64, 100, 130, 300, 600]);
        let first = if kernel.domain.lanes == Lanes::Range && lanes > 64 { 64 * choices.below(2) } else { 0 };
        // All spaces have as many elements, so that any index fits any of them.
        let size = lanes;
        let element = |choices: &mut Choices<'_>| choices.below(size) as u32;
        let rows = choices.below(8).min(size - 1);
        let mut bounds: Vec<u64> = (0..rows).map(|_| u64::from(element(choices))).collect();
        bounds.extend([0, lanes as u64]);
        bounds.sort_unstable();
        // Sometimes a part of each row.
        let parted = choices.below(2) == 1;
        let ends = bounds.windows(2).map(|row| {
            let cut = if parted { choices.below((row[1] - row[0]) as usize + 1) as u64 } else { 0 };
            row[1] - cut
        });
        let ends = ends.collect();
        let mut order: Vec<u32> = (0..lanes as u32).collect();
        if choices.below(2) == 0 {
            order.clear();
        } else {
            shuffle(&mut order, choices);
        }
        let mut list: Vec<u32> =
            (0..if kernel.domain.lanes == Lanes::Rows { rows + 1 } else { lanes } as u32).collect();
        shuffle(&mut list, choices);
        list.truncate(choices.below(list.len() + 1).max(1));
        let mut world = World {
            bindings: Vec::new(),
            memories: Vec::new(),
            keys: kernel.streams.iter().map(|stream| StreamKey([stream.len() as u32, 7])).collect(),
            time: choices.float(),
            step: choices.number() >> 20,
            epoch: choices.number() as u16,
            first,
            end: lanes,
            list,
            starts: bounds,
            ends,
            order,
            pre: element(choices),
            post: element(choices),
            pre_of: gather(kernel.domain.pre, size, choices),
            post_of: gather(kernel.domain.post, size, choices),
        };
        world.bind(kernel, size, choices);
        world
    }

    /// Memory for a [tame kernel](super::tame_kernel), which holds numbers between 1 and 2.
    pub fn tame(kernel: &Kernel, choices: &mut Choices<'_>) -> Self {
        let mut world = World::new(kernel, choices);
        for word in world.memories.iter_mut().flatten() {
            *word = 1.0f64.to_bits() | *word >> 12;
        }
        world
    }

    /// Chooses the memory of each column, the same for some that may be the same.
    fn bind(&mut self, kernel: &Kernel, size: usize, choices: &mut Choices<'_>) {
        let mut memory_of: Vec<(u32, usize)> = Vec::new();
        for column in &kernel.columns {
            let ordered = kernel.domain.lanes == Lanes::Rows;
            let known =
                memory_of.iter().find(|(storage, _)| *storage == column.storage).map(|(_, memory)| *memory);
            let shared = known.filter(|_| choices.below(2) == 0);
            // Where lanes have no order, they write to the beginning of a column and nowhere else.
            let movable = ordered || (column.space != Space::Lane && !column.written);
            let offset = if movable { choices.below(3) } else { 0 };
            let memory = shared.unwrap_or_else(|| {
                let (size, slack) =
                    if ordered || column.space != Space::Lane { (size.max(ELEMENTS), 3) } else { (size, 0) };
                let word = |choices: &mut Choices<'_>| match column.ty {
                    Type::F64 => choices.float().to_bits(),
                    Type::I64 => choices.int() as u64,
                    Type::Bool => choices.below(2) as u64,
                };
                let seed = choices.number();
                let mut words: Vec<u64> = Vec::new();
                for index in 0..size + slack {
                    let number = [mix(seed.wrapping_add(index as u64))];
                    words.push(word(&mut Choices::new(&number)));
                }
                self.memories.push(words);
                self.memories.len() - 1
            });
            if known.is_none() {
                memory_of.push((column.storage, memory));
            }
            self.bindings.push((memory, offset));
        }
    }

    /// The same kernel and call, one lane after the other and without emission and demands.
    #[must_use]
    pub fn in_order(&self, kernel: &Kernel) -> (Kernel, World) {
        let (mut kernel, mut world) = (kernel.clone(), self.clone());
        if kernel.domain.lanes != Lanes::Rows {
            let is_list = kernel.domain.lanes == Lanes::List;
            world.order = if is_list { self.list.clone() } else { Vec::new() };
            let [start, end] =
                if is_list { [0, self.list.len()] } else { [self.first, self.end] }.map(|at| at as u64);
            (world.starts, world.ends) = (vec![start], vec![end]);
            world.list = vec![0];
            kernel.domain.lanes = Lanes::Rows;
            for inst in &mut kernel.body {
                if matches!(inst.op, Op::Emit(_) | Op::Require(..)) {
                    inst.op = Op::Bool(true);
                }
            }
        }
        (kernel, world)
    }

    /// What a kernel leaves behind: the words of all memories, and last the bits that it emitted, and the demand that is not met.
    /// All NaNs are one.
    ///
    /// # Errors
    /// If the backend refuses the kernel.
    pub fn run(&self, backend: &dyn Backend, kernel: &Kernel) -> Result<Vec<Vec<u64>>, BackendError> {
        let precision = |memory: usize| {
            let of_memory =
                self.bindings.iter().zip(&kernel.columns).find(|((bound, _), _)| *bound == memory);
            of_memory.map_or(Precision::Double, |(_, column)| column.precision)
        };
        let column = |(memory, words): (usize, &Vec<u64>)| column_of(precision(memory), words);
        let columns: Vec<Column> = self.memories.iter().enumerate().map(column).collect();
        let bind =
            |&(memory, offset): &(usize, usize)| BoundColumn { column: columns[memory].clone(), offset };
        let bits = column_of(Precision::Double, &vec![u64::MAX; self.end.div_ceil(64) + 2]);
        let faults = Faults::default();
        let bound = backend.compile(std::slice::from_ref(kernel))?;
        let bound: Vec<_> = bound
            .iter()
            .map(|executable| {
                executable.bind(self.bindings.iter().map(bind).collect(), self.keys.clone(), &faults)
            })
            .collect();
        for bound in &bound {
            bound.call(&Call {
                time: self.time,
                step: self.step,
                epoch: self.epoch,
                lanes: self.first..self.end,
                list: &self.list,
                starts: &self.starts,
                ends: &self.ends,
                order: &self.order,
                pre: self.pre,
                post: self.post,
                pre_of: &self.pre_of,
                post_of: &self.post_of,
                bits: Some(&bits),
            });
        }
        let mut results: Vec<Vec<u64>> = columns.iter().map(words_of).collect();
        for (decl, &(memory, _)) in kernel.columns.iter().zip(&self.bindings) {
            if decl.ty == Type::F64 {
                for word in &mut results[memory] {
                    *word = if f64::from_bits(*word).is_nan() { f64::NAN.to_bits() } else { *word };
                }
            }
        }
        results.push(words_of(&bits));
        let words =
            |fault: Fault| [fault.number.into(), fault.lane, fault.about as u64, fault.time.to_bits()];
        results.push(faults.first().map_or(vec![], |fault| words(fault).to_vec()));
        Ok(results)
    }
}

fn gather(end: EndIndex, size: usize, choices: &mut Choices<'_>) -> Vec<u32> {
    if !matches!(end, EndIndex::Gathered | EndIndex::Listed) {
        return Vec::new();
    }
    let seed = choices.number();
    (0..size as u64).map(|index| (mix(seed.wrapping_add(index)) % size as u64) as u32).collect()
}

fn shuffle(list: &mut [u32], choices: &mut Choices<'_>) {
    let seed = choices.number();
    if seed != 0 {
        list.sort_by_key(|&index| mix(seed.wrapping_add(u64::from(index))));
    }
}

fn column_of(precision: Precision, words: &[u64]) -> Column {
    let column = Column::zeros_in(precision, words.len());
    column.write(0, words);
    column
}

fn words_of(column: &Column) -> Vec<u64> {
    (0..column.len()).map(|index| column.word(index)).collect()
}

/// Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195.
fn mix(x: u64) -> u64 {
    let mut z = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
