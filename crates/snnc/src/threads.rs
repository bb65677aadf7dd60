//! How many threads work on a network.

use std::num::NonZero;

/// How many threads build a network and simulate it. Results are the same bits for any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Threads {
    /// As many as are fastest, which the first steps show: often one.
    #[default]
    Auto,
    /// So many, even where fewer are faster.
    Exactly(NonZero<usize>),
}

impl Threads {
    /// One thread, the caller's.
    pub const ONE: Threads = Threads::Exactly(NonZero::<usize>::MIN);

    /// How many there are at most: of `Auto`, one for each processor at hand.
    pub fn most(self) -> usize {
        match self {
            Threads::Auto => std::thread::available_parallelism().map_or(1, NonZero::get),
            Threads::Exactly(number) => number.get(),
        }
    }
}
