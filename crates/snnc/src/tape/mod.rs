//! What monitors record during a run: samples in memory, and beyond a size on disk.

mod samples;
mod spool;
mod transpose;

pub(crate) use samples::{Samples, Shape};
pub(crate) use spool::{Piece, Spool};
pub(crate) use transpose::transpose;

use std::fs::File;
use std::sync::Arc;

/// How much is written at a time, in bytes: much for a disk, little beside the memory that is filled again and again.
const PIECE: u64 = 16 << 20;

/// All samples of a monitor: the last ones in memory, the others, if there is a spool, on disk.
#[derive(Debug)]
pub(crate) struct Tape {
    pub(crate) shape: Shape,
    /// Those in memory.
    pub(crate) last: Samples,
    /// Those on disk.
    pub(crate) earlier: Option<Earlier>,
    /// How many there are on disk.
    spooled: usize,
    /// Where to, and at how many samples.
    spool: Option<(Arc<Spool>, usize)>,
}

/// Samples on disk.
#[derive(Debug)]
pub(crate) struct Earlier {
    pub(crate) file: Arc<File>,
    pub(crate) pieces: Vec<Piece>,
}

impl Tape {
    /// An empty one, which stays in memory.
    pub(crate) fn new(shape: Shape) -> Tape {
        let last = Samples { values: vec![vec![]; shape.variables], ..Samples::default() };
        Tape { shape, last, earlier: None, spooled: 0, spool: None }
    }

    /// From now on, what is too much for memory goes to a spool.
    pub(crate) fn stream_to(&mut self, spool: &Arc<Spool>) {
        self.spool = Some((spool.clone(), samples_in(spool.buffer(), self.shape)));
    }

    /// How many samples there are.
    pub(crate) fn len(&self) -> usize {
        self.spooled + self.last.times.len()
    }

    /// How many bytes are on disk.
    pub(crate) fn bytes_on_disk(&self) -> u64 {
        self.shape.bytes() * self.spooled as u64
    }

    /// To be called whenever samples were added: if they are enough, they go to the disk.
    #[inline]
    pub(crate) fn added(&mut self) {
        if let Some((_, most)) = &self.spool
            && self.last.times.len() >= *most
        {
            self.hand_over();
        }
    }

    #[cold]
    fn hand_over(&mut self) {
        let Some((spool, most)) = &mut self.spool else { return };
        // Once on the way to the disk, a piece need not be as large as what would have stayed in memory.
        *most = (*most).min(samples_in(PIECE, self.shape));
        let fresh = spool.spare(self.shape, *most);
        let samples = std::mem::replace(&mut self.last, fresh);
        self.spooled += samples.times.len();
        if self.earlier.is_none() {
            self.earlier = spool.file().map(|file| Earlier { file, pieces: vec![] });
        }
        if let Some(earlier) = &mut self.earlier {
            let start = earlier.pieces.last().map_or(0, |piece| piece.end(self.shape));
            earlier.pieces.push(Piece { start, samples: samples.times.len() });
            spool.write(&earlier.file, self.shape, samples);
        }
    }
}

/// How many samples have so many bytes; at least one.
fn samples_in(bytes: u64, shape: Shape) -> usize {
    usize::try_from((bytes / shape.bytes()).max(1)).unwrap_or(usize::MAX)
}
