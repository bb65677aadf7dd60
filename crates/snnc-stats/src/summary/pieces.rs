//! Spikes from disk, piece by piece.

use crate::error::Error;
use snnc_results::{Archive, Monitor, Results};
use std::ops::Range;

/// So many spikes are in memory at once.
const PIECE: usize = 1 << 16;

/// The archive of a monitor.
pub(super) fn archive(results: &Results, monitor: &Monitor) -> Result<Archive, Error> {
    Ok(Archive::open(results.folder().join(&monitor.file))?)
}

/// Hands out spikes in the order in which they happened: neurons and times.
pub(super) fn each(
    archive: &Archive,
    recorded: Range<usize>,
    mut take: impl FnMut(&[i64], &[f64]),
) -> Result<(), Error> {
    let (indices, times) = (archive.get("i")?, archive.get("t")?);
    let end = recorded.end.min(times.len());
    let mut at = recorded.start;
    while at < end {
        let piece = at..end.min(at + PIECE);
        at = piece.end;
        take(&indices.integers(piece.clone())?, &times.floats(piece)?);
    }
    Ok(())
}
