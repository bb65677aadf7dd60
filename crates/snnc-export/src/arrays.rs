//! NumPy's formats: one array a file, or an archive of them.

use crate::error::Error;
use crate::fresh::Fresh;
use crate::grid::Grid;
use crate::npy;
use crate::part::{Kind, Named, PIECE, Part};
use crate::table::{Piece, Table};
use std::io::Write;
use std::path::{Path, PathBuf};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// Writes an archive with the arrays of a part, as they are.
pub(crate) fn npz(part: &Part, folder: &Path) -> Result<PathBuf, Error> {
    let fresh = Fresh::begin(folder, &format!("{}.npz", part.name))?;
    fresh.complete(|file| {
        let path = file.path().to_path_buf();
        let wrong = |error: &dyn std::fmt::Display| Error::write(&path, error);
        let mut zip = ZipWriter::new(file);
        // Stored, so that readers can map them into memory; without the time of day, so that the same results give the same bytes.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default());
        for named in &part.arrays {
            let options = options.large_file(named.array.len() * named.array.element().size() >= 1 << 31);
            zip.start_file(format!("{}.npy", named.name), options).map_err(|error| wrong(&error))?;
            array(part, named, &mut |bytes| zip.write_all(bytes).map_err(|error| wrong(&error)))?;
        }
        zip.finish().map(|_| ()).map_err(|error| wrong(&error))
    })
}

/// Writes a part as `.npy`: one file of records with named fields, or of traces a file for each array.
pub(crate) fn npy(part: &Part, folder: &Path) -> Result<Vec<PathBuf>, Error> {
    if !part.is_traces() {
        let fresh = Fresh::begin(folder, &format!("{}.npy", part.name))?;
        return Ok(vec![fresh.complete(|file| records(part, &mut |bytes| file.put(bytes)))?]);
    }
    let write = |named: &Named| {
        let fresh = Fresh::begin(folder, &format!("{}_{}.npy", part.name, named.name))?;
        fresh.complete(|file| array(part, named, &mut |bytes| file.put(bytes)))
    };
    part.arrays.iter().map(write).collect()
}

/// An array of a part, with its header.
fn array(part: &Part, named: &Named, put: &mut dyn FnMut(&[u8]) -> Result<(), Error>) -> Result<(), Error> {
    let descr = npy::descr(named.array.element());
    let rows = if named.array.len() == 1 && matches!(part.kind, Kind::Synapses | Kind::Elements) {
        &crate::part::Rows::all(1)
    } else {
        &part.rows
    };
    if part.is_traces() && named.name != "t" {
        let grid = Grid::of(part)?;
        if named.name == "i" {
            put(&npy::plain(descr, &[named.array.len()]))?;
            return put(&named.array.bytes(0..named.array.len())?);
        }
        put(&npy::plain(descr, &[grid.indices.len(), grid.count()]))?;
        return grid.bytes(named, put);
    }
    put(&npy::plain(descr, &[rows.count()]))?;
    for piece in rows.pieces(PIECE) {
        put(&named.array.bytes(piece)?)?;
    }
    Ok(())
}

/// A table as records: all values in SI.
fn records(part: &Part, put: &mut dyn FnMut(&[u8]) -> Result<(), Error>) -> Result<(), Error> {
    let table = Table::in_si(part);
    let fields = table.columns.iter().map(|column| {
        let descr = if column.is_whole() { "<i8" } else { "<f8" };
        (column.name.as_str(), descr)
    });
    put(&npy::records(fields, table.count()))?;
    table.each(|pieces| {
        let rows = pieces.first().map_or(0, Piece::len);
        let mut bytes = Vec::with_capacity(rows * pieces.len() * 8);
        for row in 0..rows {
            for piece in pieces {
                match piece {
                    Piece::Integers(values) => bytes.extend(values[row].to_le_bytes()),
                    Piece::Floats(values) => bytes.extend(values[row].to_le_bytes()),
                }
            }
        }
        put(&bytes)
    })
}
