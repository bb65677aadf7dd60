//! What a model demands while it runs, and is not so: an index out of range.

use crate::column::Column;

/// Where kernels record the first demand that is not met. Cloning shares the record.
#[derive(Debug, Clone)]
pub struct Faults(Column);

/// A demand that is not met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fault {
    /// The number of the demand; see [`Op::Require`](crate::kernel::Op::Require).
    pub number: u32,
    /// The lane in which it is not met.
    pub lane: u64,
    /// What it is about.
    pub about: i64,
    /// `t` of the call in seconds.
    pub time: f64,
}

/// The words of the record: the number and one, 0 if there is none; the lane; what it is about; the time; the rank.
const WORDS: usize = 5;

impl Default for Faults {
    fn default() -> Self {
        Faults(Column::zeros(WORDS))
    }
}

impl Faults {
    /// The demand that is not met: of the first call with one, in the first lane of it, the first in the order of the body.
    pub fn first(&self) -> Option<Fault> {
        let number = self.0.word(0).checked_sub(1)?;
        let (lane, about, time) = (self.0.word(1), self.0.int(2), self.0.float(3));
        Some(Fault { number: number as u32, lane, about, time })
    }

    /// Whether there is one.
    #[inline]
    pub fn any(&self) -> bool {
        self.0.word(0) != 0
    }

    /// Records a fault in a call that began without one, unless there is one of this rank or a smaller one: of lanes that are
    /// executed in any order, the rank is the place in the order that they have.
    pub fn record(&self, fault: Fault, rank: u64) {
        if !self.any() || rank < self.0.word(4) {
            self.0.set_word(0, u64::from(fault.number) + 1);
            self.0.set_word(1, fault.lane);
            self.0.set_int(2, fault.about);
            self.0.set_float(3, fault.time);
            self.0.set_word(4, rank);
        }
    }

    /// Forgets what is recorded.
    pub fn clear(&self) {
        self.0.set_word(0, 0);
    }
}
