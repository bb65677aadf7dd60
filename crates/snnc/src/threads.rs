//! How many threads work on a network.

use std::num::NonZero;
use std::sync::OnceLock;

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
            Threads::Auto => processors(),
            Threads::Exactly(number) => number.get(),
        }
    }
}

/// How many processors are at hand. The system takes its time to say so, and is asked once.
pub(crate) fn processors() -> usize {
    static KNOWN: OnceLock<usize> = OnceLock::new();
    *KNOWN.get_or_init(|| std::thread::available_parallelism().map_or(1, NonZero::get))
}
