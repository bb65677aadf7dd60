//! The interface between the runtime and a backend.

use crate::column::Column;
use crate::faults::Faults;
use crate::kernel::Kernel;
use crate::rng::StreamKey;
use std::fmt;
use std::ops::Range;

/// A way to execute kernels: the interpreter, or a compiler.
pub trait Backend {
    /// Its name, as told in the summary.
    fn name(&self) -> &'static str;

    /// Makes kernels executable, in order.
    ///
    /// # Errors
    /// If the machine cannot execute them.
    fn compile(&self, kernels: &[Kernel]) -> Result<Vec<Box<dyn Executable>>, BackendError>;
}

/// Why a backend refuses.
#[derive(Debug, Clone)]
pub struct BackendError(pub String);

impl fmt::Display for BackendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BackendError {}

/// An executable kernel, not yet bound to state.
pub trait Executable: Send + Sync {
    /// Binds the kernel's columns and streams, in the order of their declarations. A column that is accessed by a computed
    /// index has as many elements as its accesses count on. What is demanded and not so goes to `faults`.
    fn bind(&self, columns: Vec<BoundColumn>, keys: Vec<StreamKey>, faults: &Faults) -> Box<dyn Bound>;
}

/// A column as a kernel sees it: element `k` of its space is element `offset + k` of the column.
#[derive(Debug, Clone)]
pub struct BoundColumn {
    /// The memory.
    pub column: Column,
    /// Where a subgroup begins.
    pub offset: usize,
}

/// A kernel bound to state.
pub trait Bound: Send + Sync {
    /// Executes the kernel. Meanwhile no other thread may write what it reads, nor read or write what it writes.
    fn call(&self, call: &Call<'_>);
}

/// What differs from call to call. Slices that the kernel's domain does not need are empty.
#[derive(Debug, Clone, Default)]
pub struct Call<'a> {
    /// `t` in seconds.
    pub time: f64,
    /// The number of the step.
    pub step: u64,
    /// The epoch of the random numbers.
    pub epoch: u16,
    /// The lanes, of [`Lanes::Range`](crate::kernel::Lanes::Range). It begins at a multiple of 64. If it does not end at one, it ends
    /// with the columns that are written, so that a backend may run on through their padding. `pre_of` and `post_of` have none.
    pub lanes: Range<usize>,
    /// The lanes or rows of a list.
    pub list: &'a [u32],
    /// Where each row begins.
    pub starts: &'a [u64],
    /// One past the last position of each row. A call may be given a part of every row.
    pub ends: &'a [u64],
    /// The lane at each position of a row; empty if that is the position itself.
    pub order: &'a [u32],
    /// The presynaptic index, if uniform.
    pub pre: u32,
    /// The postsynaptic index, if uniform.
    pub post: u32,
    /// The presynaptic index of each lane; or of each position, for [`EndIndex::Listed`](crate::kernel::EndIndex::Listed).
    pub pre_of: &'a [u32],
    /// The postsynaptic index of each lane, or position, likewise.
    pub post_of: &'a [u32],
    /// One bit a lane, for [`Op::Emit`](crate::kernel::Op::Emit): bit `lane % 64` of word `lane / 64` (of a list: by position in it).
    /// The words `lanes.start / 64 .. lanes.end.div_ceil(64)` (of a list: `0 .. list.len().div_ceil(64)`) are written as a whole, the
    /// bits beyond the end being 0; no other word is touched. `None`: nobody wants them.
    pub bits: Option<&'a Column>,
}

impl<'a> Call<'a> {
    /// The same with whole rows: `offsets` are where each begins, and one more.
    #[must_use]
    pub fn rows(self, offsets: &'a [u64]) -> Self {
        Call { starts: offsets, ends: offsets.get(1..).unwrap_or_default(), ..self }
    }
}
