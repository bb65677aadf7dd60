//! Traces: `/report/POPULATION/{data, mapping/…}`, a file for each variable.

use super::{population, root, told, unit};
use crate::error::Error;
use crate::fresh::Fresh;
use crate::grid::Grid;
use crate::hdf5::{self, Attribute, Element};
use crate::part::{Named, PIECE, Part};
use snnc_results::Results;
use std::path::{Path, PathBuf};

/// Writes the traces of a monitor, `MONITOR_VARIABLE.h5`.
pub(super) fn write(results: &Results, part: &Part, folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let (name, first) = population(results, &part.group);
    let grid = Grid::of(part)?;
    let times = times(results, part)?;
    let nodes: Vec<u64> = grid.indices.iter().map(|index| first + *index as u64).collect();
    let file = |variable: &&Named| {
        let mut root = root();
        let group = root.group("report").group(&name);
        let shape = [grid.count() as u64, nodes.len() as u64];
        let unit = unit(&variable.description);
        let (grid, variable) = (&grid, *variable);
        // Readers demand a unit, of plain numbers too.
        let units = told(&unit).unwrap_or(Attribute::Text("1".into()));
        // In single precision, as readers demand.
        let data = group.dataset("data", Element::F32, &shape, move |put| {
            for stretch in grid.stretches() {
                let values = grid.values(variable, &stretch)?;
                let mut bytes = Vec::with_capacity(values.len() * 4);
                for sample in 0..stretch.len() {
                    // From element by element to sample by sample.
                    for value in values.iter().skip(sample).step_by(stretch.len()) {
                        bytes.extend((unit.of_si(*value) as f32).to_le_bytes());
                    }
                }
                put(&bytes)?;
            }
            Ok(())
        });
        data.attribute("units", units);
        let mapping = group.group("mapping");
        let ids = mapping.dataset("node_ids", Element::U64, &[nodes.len() as u64], |put| put(&words(&nodes)));
        ids.attribute("sorted", Attribute::Flag(nodes.is_sorted()));
        let pointers: Vec<u64> = (0..=nodes.len() as u64).collect();
        mapping.dataset("index_pointers", Element::U64, &[pointers.len() as u64], move |put| {
            put(&words(&pointers))
        });
        // As BMTK calls it.
        mapping.also("index_pointer");
        // Of a point neuron there is but one element, number 0.
        mapping.dataset("element_ids", Element::U32, &[nodes.len() as u64], |put| {
            put(&vec![0; 4 * nodes.len()])
        });
        mapping.dataset("element_pos", Element::F64, &[nodes.len() as u64], |put| {
            put(&vec![0; 8 * nodes.len()])
        });
        let time = mapping.dataset("time", Element::F64, &[3], move |put| {
            put(&times.iter().flat_map(|time| time.to_le_bytes()).collect::<Vec<_>>())
        });
        time.attribute("units", Attribute::Text("ms".into()));
        hdf5::write(&root, Fresh::begin(folder, &format!("{}_{}.h5", part.name, variable.name))?)
    };
    grid.variables.iter().map(file).collect()
}

fn words(numbers: &[u64]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// The first time, that after the last, and the step, in milliseconds. SONATA has no samples but at even distances.
fn times(results: &Results, part: &Part) -> Result<[f64; 3], Error> {
    let array = part.array("t")?;
    let (mut first, mut second, mut last, mut count) = (0.0, None, 0.0, 0_usize);
    for piece in part.rows.pieces(PIECE) {
        for time in array.floats(piece)? {
            if count == 0 {
                first = time;
            } else {
                let step = *second.get_or_insert(time) - first;
                if (time - first - step * count as f64).abs() > 1e-3 * step || step <= 0.0 {
                    return Err(Error::unfit(
                        &part.name,
                        "its samples are not evenly spaced, and SONATA has one step for all: choose a stretch with `--time`",
                    ));
                }
            }
            last = time;
            count += 1;
        }
    }
    // The mean of all steps is nearer to what was meant than any single one.
    let step = if count > 1 { (last - first) / (count - 1) as f64 } else { results.description().dt };
    let step = (step * 1e12).round() / 1e9;
    let start = first * 1e3;
    Ok([start, start + step * count as f64, step])
}
