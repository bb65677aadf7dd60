//! Populations: `/nodes/POPULATION/{node_type_id, …, 0/…}` and a table of types.

use super::{root, told, unit};
use crate::error::Error;
use crate::fresh::Fresh;
use crate::hdf5::{self, Element, Group};
use crate::part::{Kind, PIECE, Part};
use snnc_results::Results;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Writes `nodes.h5` and `node_types.csv`: a type for each population, and as attributes of its nodes what was saved of it first.
pub(super) fn write(results: &Results, parts: &[Part], folder: &Path) -> Result<[PathBuf; 2], Error> {
    let mut root = root();
    let mut types = String::from("node_type_id pop_name model_type\n");
    for (number, (name, group)) in results.description().groups.iter().enumerate() {
        let saved = parts.iter().find(|part| part.kind == Kind::Elements && part.group == *name);
        population(root.group("nodes").group(name), number as i64, u64::from(group.size), saved);
        let _ = writeln!(types, "{number} {name} {}", model_type(group));
    }
    let nodes = hdf5::write(&root, Fresh::begin(folder, "nodes.h5")?)?;
    Ok([nodes, super::text(folder, "node_types.csv", &types)?])
}

/// What kind of nodes a group is. Of sources of spikes nothing is integrated: they are outside of the network.
pub(super) fn model_type(group: &snnc_results::Group) -> &'static str {
    if group.method.is_empty() { "virtual" } else { "point_neuron" }
}

fn population<'a>(group: &mut Group<'a>, ty: i64, size: u64, saved: Option<&'a Part>) {
    let each = move |number: fn(i64, i64) -> i64| {
        move |put: hdf5::Put<'_>| {
            let numbers = (0..size as i64).flat_map(|node| number(ty, node).to_le_bytes());
            put(&numbers.collect::<Vec<_>>())
        }
    };
    group.dataset("node_type_id", Element::I64, &[size], each(|ty, _| ty));
    group.dataset("node_id", Element::I64, &[size], each(|_, node| node));
    group.dataset("node_group_id", Element::I64, &[size], each(|_, _| 0));
    group.dataset("node_group_index", Element::I64, &[size], each(|_, node| node));
    let attributes = group.group("0");
    let fitting = saved.iter().flat_map(|part| &part.arrays).filter(|named| named.array.len() as u64 == size);
    for named in fitting {
        let unit = unit(&named.description);
        let units = told(&unit);
        let dataset = attributes.dataset(&named.name, Element::F64, &[size], move |put| {
            for start in (0..size as usize).step_by(PIECE) {
                let values = named.array.floats(start..(start + PIECE).min(size as usize))?;
                put(&values.iter().flat_map(|value| unit.of_si(*value).to_le_bytes()).collect::<Vec<_>>())?;
            }
            Ok(())
        });
        if let Some(units) = units {
            dataset.attribute("units", units);
        }
    }
}
