//! Arrays of what is partly on disk, without loading them whole.

use super::npz::{Archive, Element};
use crate::model::reason;
use crate::tape::{Earlier, Piece, Shape, Tape, transpose};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// The memory for turning values from the order of time to that of elements, in bytes.
const WORKSPACE: usize = 64 << 20;

/// Values on disk, before those in memory.
#[derive(Clone, Copy)]
pub(super) struct OnDisk<'t> {
    earlier: &'t Earlier,
    shape: Shape,
    variable: usize,
}

/// Writes the neurons of spikes.
pub(super) fn write_indices(archive: &mut Archive, name: &str, tape: &Tape) -> Result<(), String> {
    archive.begin::<i32>(name, &[tape.len()])?;
    for (file, piece) in pieces(tape) {
        copy(archive, file, piece.start, piece.samples, 0i32)?;
    }
    archive.values(&tape.last.indices)
}

/// Writes the times of samples.
pub(super) fn write_times(archive: &mut Archive, name: &str, tape: &Tape) -> Result<(), String> {
    archive.begin::<f64>(name, &[tape.len()])?;
    for (file, piece) in pieces(tape) {
        copy(archive, file, piece.times(tape.shape), piece.samples, 0f64)?;
    }
    archive.values(&tape.last.times)
}

/// Writes the values of a variable, of each element all samples.
pub(super) fn write_variable(archive: &mut Archive, tape: &Tape, variable: usize) -> Result<(), String> {
    let disk = tape.earlier.as_ref().map(|earlier| OnDisk { earlier, shape: tape.shape, variable });
    write(archive, disk, &tape.last.values[variable], (tape.shape.width, tape.len()))
}

/// Writes `samples` values of each of `width` elements, one element after the other; `last` are those in memory, in the order of time.
pub(super) fn write(
    archive: &mut Archive,
    disk: Option<OnDisk<'_>>,
    last: &[f64],
    (width, samples): (usize, usize),
) -> Result<(), String> {
    if samples == 0 || width == 0 {
        return Ok(());
    }
    let at_a_time = (WORKSPACE / size_of::<f64>() / samples).clamp(1, width);
    if at_a_time == 1 {
        return one_by_one(archive, disk, last, width);
    }
    let mut rows = vec![0.0; at_a_time * samples];
    let mut read = vec![];
    for first in (0..width).step_by(at_a_time) {
        let count = at_a_time.min(width - first);
        let mut done = 0;
        if let Some(OnDisk { earlier, shape, variable }) = disk {
            for piece in &earlier.pieces {
                read.resize(count * piece.samples, 0.0);
                load(&earlier.file, piece.values(shape, variable, first), &mut read)?;
                for (element, values) in read.chunks_exact(piece.samples).enumerate() {
                    rows[element * samples + done..][..piece.samples].copy_from_slice(values);
                }
                done += piece.samples;
            }
        }
        transpose(last, width, (first, count), &mut rows[done..], samples);
        archive.values(&rows[..count * samples])?;
    }
    Ok(())
}

/// The same, where the samples of two elements are too many for the work space.
fn one_by_one(
    archive: &mut Archive,
    disk: Option<OnDisk<'_>>,
    last: &[f64],
    width: usize,
) -> Result<(), String> {
    let mut row: Vec<f64> = vec![];
    for element in 0..width {
        if let Some(OnDisk { earlier, shape, variable }) = disk {
            for piece in &earlier.pieces {
                copy(archive, &earlier.file, piece.values(shape, variable, element), piece.samples, 0f64)?;
            }
        }
        if width == 1 {
            archive.values(last)?;
        } else {
            row.clear();
            row.extend(last[element.min(last.len())..].iter().step_by(width));
            archive.values(&row)?;
        }
    }
    Ok(())
}

fn pieces(tape: &Tape) -> impl Iterator<Item = (&File, Piece)> {
    tape.earlier.iter().flat_map(|earlier| earlier.pieces.iter().map(|piece| (&*earlier.file, *piece)))
}

/// Copies `count` values of a file into an array.
fn copy<T: Element + bytemuck::Pod>(
    archive: &mut Archive,
    file: &File,
    start: u64,
    count: usize,
    zero: T,
) -> Result<(), String> {
    let most = (WORKSPACE / size_of::<T>()).min(count);
    let mut values = vec![zero; most];
    let mut done = 0;
    while done < count {
        let now = &mut values[..most.min(count - done)];
        load(file, start + (done * size_of::<T>()) as u64, now)?;
        archive.values(now)?;
        done += now.len();
    }
    Ok(())
}

fn load<T: bytemuck::Pod>(mut file: &File, start: u64, values: &mut [T]) -> Result<(), String> {
    let read = file.seek(SeekFrom::Start(start));
    read.and_then(|_| file.read_exact(bytemuck::cast_slice_mut(values))).map_err(|error| reason(&error))
}
