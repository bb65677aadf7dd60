//! Rows of synapses, made block by block.

use super::crew::Crew;
use super::csr::RuleRows;
use super::failure::Failure;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Rows that are made together.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// Its number, which addresses its random numbers.
    pub(super) number: u64,
    /// Which rows.
    pub(super) rows: Range<u32>,
    /// For how many synapses there is a place in the end; if there are more, they are copied.
    pub(super) room: usize,
}

/// Divides `0..rows` into blocks that do not depend on the machine, so that about `size` of what there are `per_row` falls to each.
pub(super) fn divide(rows: u32, per_row: f64, size: f64, room: impl Fn(Range<u32>) -> usize) -> Vec<Block> {
    let height = (size / per_row.max(1e-9)).clamp(1.0, f64::from(u32::MAX)) as u32;
    let starts = (0..rows).step_by(height as usize);
    let block = |(number, first): (u64, u32)| {
        let rows = first..first.saturating_add(height).min(rows);
        Block { number, room: room(rows.clone()), rows }
    };
    (0..).zip(starts).map(block).collect()
}

/// What a block has made so far.
pub(super) struct Output<'a> {
    place: &'a mut [u32],
    used: usize,
    /// Instead of `place`, where that has become too small.
    elsewhere: Option<Vec<u32>>,
    lengths: Vec<u32>,
}

impl Output<'_> {
    /// A row that ends here, with so many synapses.
    pub(super) fn end_row(&mut self, length: usize) {
        self.lengths.push(length as u32);
    }

    /// The partners of one synapse each, in order.
    pub(super) fn extend(&mut self, partners: &[u32]) {
        if let Some(place) = self.place.get_mut(self.used..self.used + partners.len())
            && self.elsewhere.is_none()
        {
            place.copy_from_slice(partners);
            self.used += partners.len();
        } else {
            self.elsewhere().extend_from_slice(partners);
        }
    }

    /// So many synapses with a partner.
    pub(super) fn push(&mut self, partner: u32, count: u32) {
        let count = count as usize;
        if let Some(place) = self.place.get_mut(self.used..self.used + count)
            && self.elsewhere.is_none()
        {
            place.fill(partner);
            self.used += count;
        } else {
            self.elsewhere().extend(std::iter::repeat_n(partner, count));
        }
    }

    fn elsewhere(&mut self) -> &mut Vec<u32> {
        self.elsewhere.get_or_insert_with(|| self.place[..self.used].to_vec())
    }
}

/// What a block has made.
struct Made {
    lengths: Vec<u32>,
    placed: usize,
    elsewhere: Option<Vec<u32>>,
}

/// Makes rows: `work` those of a block.
pub(super) fn make<W>(
    crew: &Crew<'_>,
    blocks: &[Block],
    start: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, &Block, &mut Output<'_>) -> Result<(), Failure> + Sync,
) -> Result<RuleRows, Failure> {
    let room: usize = blocks.iter().map(|block| block.room).sum();
    // Memory that is not touched costs nothing.
    let mut partners = vec![0; room];
    let mut left = partners.as_mut_slice();
    let mut places = Vec::with_capacity(blocks.len());
    for block in blocks {
        let (place, rest) = left.split_at_mut(block.room);
        places.push(Mutex::new(place));
        left = rest;
    }
    let made = crew.blocks(blocks.len(), start, |worker, number| {
        let mut place = places[number].lock().unwrap_or_else(PoisonError::into_inner);
        let mut output = Output { place: &mut place, used: 0, elsewhere: None, lengths: vec![] };
        work(worker, &blocks[number], &mut output)?;
        let Output { used, elsewhere, lengths, .. } = output;
        Ok(Made { lengths, placed: used, elsewhere })
    })?;
    drop(places);
    let offsets = offsets(made.iter().flat_map(|made| made.lengths.iter().copied()));
    let targets = if made.iter().all(|made| made.elsewhere.is_none()) {
        close_ranks(&mut partners, blocks, &made);
        partners
    } else {
        gather(crew, &partners, blocks, made)?
    };
    Ok(RuleRows { offsets, targets, ..RuleRows::default() })
}

/// Where rows of these lengths begin, and one more.
fn offsets(lengths: impl Iterator<Item = u32>) -> Vec<u64> {
    let mut end = 0;
    let ends = lengths.map(|length| {
        end += u64::from(length);
        end
    });
    std::iter::once(0).chain(ends).collect()
}

/// Moves what blocks have put into their places together.
fn close_ranks(partners: &mut Vec<u32>, blocks: &[Block], made: &[Made]) {
    let (mut from, mut to) = (0, 0);
    for (block, made) in blocks.iter().zip(made) {
        if from != to {
            partners.copy_within(from..from + made.placed, to);
        }
        from += block.room;
        to += made.placed;
    }
    partners.truncate(to);
    if partners.capacity() > to + to / 16 + 64 {
        partners.shrink_to_fit();
    }
}

/// Copies what blocks have made to one place.
fn gather(crew: &Crew<'_>, placed: &[u32], blocks: &[Block], made: Vec<Made>) -> Result<Vec<u32>, Failure> {
    let length = |made: &Made| made.elsewhere.as_ref().map_or(made.placed, Vec::len);
    let mut partners = vec![0; made.iter().map(length).sum()];
    let mut left = partners.as_mut_slice();
    let mut at = 0;
    let mut parts = Vec::with_capacity(made.len());
    for (block, made) in blocks.iter().zip(made) {
        let (to, rest) = left.split_at_mut(length(&made));
        left = rest;
        let from = &placed[at..at + made.placed];
        at += block.room;
        parts.push(Mutex::new(Some((to, from, made.elsewhere))));
    }
    crew.blocks(
        parts.len(),
        || (),
        |(), number| {
            let part = parts[number].lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some((to, from, elsewhere)) = part {
                to.copy_from_slice(elsewhere.as_deref().unwrap_or(from));
            }
            Ok(())
        },
    )?;
    drop(parts);
    Ok(partners)
}

/// Sources whose rows are filled together: so many that where they are filled stays in the cache.
const TILE: usize = 2048;

/// From rows of targets, each with its sources in order, to rows of sources, each with its targets in order.
pub(super) fn turn(crew: &Crew<'_>, by_target: &RuleRows, sources: u32) -> Result<RuleRows, Failure> {
    let RuleRows { offsets: starts, targets: all, .. } = by_target;
    let sources = sources as usize;
    // Of each target's list, a tile should find more than it takes to look for its own part.
    let mean = all.len() / (starts.len() - 1).max(1);
    let tile = TILE.max(16 * sources / mean.max(1)).min(sources.div_ceil(2 * crew.threads())).max(1);
    let tiles: Vec<Range<usize>> =
        (0..sources).step_by(tile).map(|first| first..(first + tile).min(sources)).collect();
    let of_tile = |tile: &Range<usize>, row: usize| {
        let list = &all[starts[row] as usize..starts[row + 1] as usize];
        let first = list.partition_point(|source| (*source as usize) < tile.start);
        let length = list[first..].partition_point(|source| (*source as usize) < tile.end);
        &list[first..first + length]
    };
    let rows = starts.len() - 1;
    let lengths = crew.blocks(
        tiles.len(),
        || (),
        |(), number| {
            let tile = &tiles[number];
            let mut lengths = vec![0u32; tile.len()];
            for row in 0..rows {
                of_tile(tile, row).iter().for_each(|source| lengths[*source as usize - tile.start] += 1);
            }
            Ok(lengths)
        },
    )?;
    let offsets = offsets(lengths.iter().flatten().copied());
    let mut targets = vec![0; all.len()];
    let mut left = targets.as_mut_slice();
    let mut places = Vec::with_capacity(tiles.len());
    for tile in &tiles {
        let (place, rest) = left.split_at_mut((offsets[tile.end] - offsets[tile.start]) as usize);
        places.push(Mutex::new(place));
        left = rest;
    }
    crew.blocks(
        tiles.len(),
        || (),
        |(), number| {
            let tile = &tiles[number];
            let mut place = places[number].lock().unwrap_or_else(PoisonError::into_inner);
            let first = offsets[tile.start];
            let mut next: Vec<usize> =
                offsets[tile.clone()].iter().map(|offset| (offset - first) as usize).collect();
            for row in 0..rows {
                for source in of_tile(tile, row) {
                    let slot = &mut next[*source as usize - tile.start];
                    place[*slot] = row as u32;
                    *slot += 1;
                }
            }
            Ok(())
        },
    )?;
    drop(places);
    Ok(RuleRows { offsets, targets, ..RuleRows::default() })
}
