//! Binding and calling compiled kernels.

use crate::abi::{Entry, Frame};
use cranelift_jit::JITModule;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, BoundColumn, Call, Executable};
use snnc_ir::faults::Faults;
use snnc_ir::kernel::{EndIndex, Kernel, Lanes, Op, Precision};
use snnc_ir::rng::StreamKey;
use std::ptr;
use std::sync::{Arc, Mutex, PoisonError};

/// The memory of compiled code.
pub(crate) struct Code {
    /// `None` only while it is dropped. Nobody looks at it: the lock makes it shareable.
    module: Mutex<Option<JITModule>>,
}

impl Code {
    /// Takes a finished module.
    pub(crate) fn new(module: JITModule) -> Arc<Self> {
        Arc::new(Code { module: Mutex::new(Some(module)) })
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        if let Some(module) = self.module.get_mut().unwrap_or_else(PoisonError::into_inner).take() {
            // SAFETY: Pointers into the module are in `CompiledKernel` and `BoundKernel` only, and each of these
            // keeps an `Arc` of this. So none is left, and none of its functions is being executed.
            unsafe { module.free_memory() };
        }
    }
}

/// A compiled kernel.
#[derive(Clone)]
pub(crate) struct CompiledKernel {
    entry: Entry,
    lanes: Lanes,
    needs: Needs,
    /// For each column whether its index is the lane: only such a column is touched past the end of a range.
    by_lane: Box<[bool]>,
    /// How the floats of each column are stored.
    precisions: Box<[Precision]>,
    /// Of each column that is accessed by a computed index, how many elements it must have; 0 of others.
    elements: Box<[usize]>,
    streams: usize,
    /// Keeps the code alive that `entry` points to.
    _code: Arc<dyn Send + Sync>,
}

/// Which of the optional parts of a [`Call`] a kernel reads.
#[derive(Debug, Clone, Copy)]
struct Needs {
    pre_of: bool,
    post_of: bool,
}

impl CompiledKernel {
    /// # Safety
    /// `entry` must be the code of `kernel` in memory that `code` keeps alive.
    pub(crate) unsafe fn new(kernel: &Kernel, entry: *const u8, code: Arc<dyn Send + Sync>) -> Self {
        CompiledKernel {
            // SAFETY: The caller says that it is a function, and all kernels are compiled with this type.
            entry: unsafe { std::mem::transmute::<*const u8, Entry>(entry) },
            lanes: kernel.domain.lanes,
            needs: Needs {
                pre_of: is_looked_up(kernel.domain.pre),
                post_of: is_looked_up(kernel.domain.post),
            },
            by_lane: kernel.columns.iter().map(|column| kernel.domain.is_lane(column.space)).collect(),
            precisions: kernel.columns.iter().map(|column| column.precision).collect(),
            elements: elements(kernel),
            streams: kernel.streams.len(),
            _code: code,
        }
    }
}

impl Executable for CompiledKernel {
    fn bind(&self, columns: Vec<BoundColumn>, keys: Vec<StreamKey>, faults: &Faults) -> Box<dyn Bound> {
        assert_eq!(columns.len(), self.by_lane.len(), "a column for each declaration");
        for (bound, precision) in columns.iter().zip(&self.precisions) {
            assert_eq!(bound.column.precision(), *precision, "floats are stored as is declared");
        }
        assert_eq!(keys.len(), self.streams, "a key for each stream");
        for (bound, elements) in columns.iter().zip(&self.elements) {
            assert!(bound.offset + elements <= bound.column.capacity(), "as many elements as are counted on");
        }
        let addresses = columns.iter().map(|bound| {
            assert!(bound.offset <= bound.column.capacity(), "a subgroup begins within its column");
            bound.column.address_of(bound.offset)
        });
        let addresses = Addresses(addresses.collect());
        let may_overrun = self.lanes == Lanes::Range
            && columns
                .iter()
                .zip(&self.by_lane)
                .any(|(bound, by_lane)| *by_lane && bound.offset % LANES_OF_TURN != 0);
        Box::new(BoundKernel {
            kernel: self.clone(),
            addresses,
            keys: keys.into_boxed_slice(),
            columns,
            faults: faults.clone(),
            may_overrun,
        })
    }
}

/// How many elements each column must have for accesses by a computed index.
fn elements(kernel: &Kernel) -> Box<[usize]> {
    let mut elements = vec![0; kernel.columns.len()];
    for inst in &kernel.body {
        if let Op::LoadAt(column, _, len) = inst.op {
            let known = &mut elements[column as usize];
            *known = (*known).max(len as usize);
        }
    }
    elements.into()
}

/// The addresses of the elements of columns that have index 0.
struct Addresses(Box<[*mut u64]>);

// SAFETY: The columns' words are atomics, which compiled code reads and writes as the machine's relaxed loads and
// stores of aligned words. Who writes when is decided by the schedule, as for columns themselves.
unsafe impl Send for Addresses {}
// SAFETY: as for `Send`.
unsafe impl Sync for Addresses {}

/// A compiled kernel bound to state.
struct BoundKernel {
    kernel: CompiledKernel,
    addresses: Addresses,
    keys: Box<[StreamKey]>,
    /// They keep the memory alive that `addresses` point to.
    columns: Vec<BoundColumn>,
    faults: Faults,
    /// Whether a turn of the loop that runs past the end of the range may run past the end of a column.
    may_overrun: bool,
}

/// A range may be run past its end to a multiple of this number of lanes: the greatest number in a turn of the loop.
const LANES_OF_TURN: usize = 8;

impl BoundKernel {
    /// The addresses to use for a range up to `end`. Of a subgroup at the end of a column, too little padding may be
    /// left; it is copied to where there is enough.
    fn padded(&self, end: usize) -> (Vec<*mut u64>, Vec<Column>) {
        let mut copies = Vec::new();
        let address = |((&address, bound), &by_lane): ((&*mut u64, &BoundColumn), &bool)| {
            let BoundColumn { column, offset } = bound;
            if !by_lane || offset + end.next_multiple_of(LANES_OF_TURN) <= column.capacity() {
                return address;
            }
            let copy = Column::zeros_in(column.precision(), end);
            (0..end).for_each(|lane| copy.set_word(lane, column.word(offset + lane)));
            let address = copy.address();
            copies.push(copy);
            address
        };
        let columns = self.addresses.0.iter().zip(&self.columns).zip(&self.kernel.by_lane);
        (columns.map(address).collect(), copies)
    }
}

impl Bound for BoundKernel {
    #[inline]
    fn call(&self, call: &Call<'_>) {
        let kernel = &self.kernel;
        let (start, end) = match kernel.lanes {
            Lanes::Range => (call.lanes.start, call.lanes.end),
            Lanes::List | Lanes::Rows => (0, call.list.len()),
        };
        if start >= end {
            return;
        }
        debug_assert!(kernel.lanes != Lanes::Range || start % 64 == 0, "ranges start at whole words of bits");
        debug_assert!(kernel.lanes != Lanes::Rows || !call.starts.is_empty(), "rows begin somewhere");
        debug_assert!(kernel.lanes != Lanes::Rows || !call.ends.is_empty(), "rows end somewhere");
        debug_assert!(!kernel.needs.pre_of || kernel.lanes != Lanes::Range || call.pre_of.len() >= end);
        debug_assert!(!kernel.needs.post_of || kernel.lanes != Lanes::Range || call.post_of.len() >= end);
        let padded = self.may_overrun.then(|| self.padded(end));
        let frame = Frame {
            columns: padded.as_ref().map_or(self.addresses.0.as_ptr(), |(addresses, _)| addresses.as_ptr()),
            keys: self.keys.as_ptr(),
            time: call.time,
            step: call.step,
            epoch: u64::from(call.epoch),
            start,
            end,
            list: call.list.as_ptr(),
            starts: call.starts.as_ptr(),
            ends: call.ends.as_ptr(),
            order: if call.order.is_empty() { ptr::null() } else { call.order.as_ptr() },
            pre: u64::from(call.pre),
            post: u64::from(call.post),
            pre_of: call.pre_of.as_ptr(),
            post_of: call.post_of.as_ptr(),
            bits: call.bits.map_or(ptr::null_mut(), Column::address),
            faults: if self.faults.any() { ptr::null() } else { &raw const self.faults },
        };
        // SAFETY: The code lives as long as `kernel._code`. The frame lives until the call returns, and so do the
        // slices and copies it points to. The columns live as long as `self.columns`, which has one for each declaration.
        // Lanes, rows and ends are within the columns' spaces: the runtime, which made both, guarantees it.
        unsafe { (kernel.entry)(&raw const frame) };
    }
}

/// Whether the indices of an end stand in a list.
fn is_looked_up(end: EndIndex) -> bool {
    matches!(end, EndIndex::Gathered | EndIndex::Listed)
}
