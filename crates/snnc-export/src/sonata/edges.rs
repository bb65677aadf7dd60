//! Saved synapses: `/edges/SYNAPSES/{source_node_id, target_node_id, …, 0/…, indices/…}` and a table of types.

use super::ranges::Ranges;
use super::{root, told};
use crate::error::Error;
use crate::fresh::Fresh;
use crate::hdf5::{self, Attribute, Element, Group, Put};
use crate::part::{Named, PIECE, Part};
use crate::quantity::Unit;
use snnc_results::{Array, Connected, Results};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Synapses between nodes.
#[derive(Debug)]
pub(super) struct Edges<'a> {
    /// The name of the synapses.
    pub(super) name: String,
    part: &'a Part,
    source: End,
    target: End,
}

/// The nodes of one end of all edges.
#[derive(Debug)]
struct End {
    population: String,
    nodes: Vec<u32>,
    ranges: Ranges,
}

impl<'a> Edges<'a> {
    /// The edges of saved synapses; `None` if an end of them is no population but synapses, or nothing tells what it is. All ends
    /// are in memory, 8 bytes a synapse, and with their indices up to 48.
    pub(super) fn of(results: &Results, name: &str, part: &'a Part) -> Result<Option<Edges<'a>>, Error> {
        let synapses = &results.description().synapses[&part.group];
        let (Some(source), Some(target)) = (&synapses.source, &synapses.target) else { return Ok(None) };
        let source = End::of(results, part, source, "i")?;
        let target = End::of(results, part, target, "j")?;
        let (Some(source), Some(target)) = (source, target) else { return Ok(None) };
        Ok(Some(Edges { name: name.to_string(), part, source, target }))
    }
}

impl End {
    fn of(results: &Results, part: &Part, end: &Connected, array: &str) -> Result<Option<End>, Error> {
        let Some(group) = results.description().groups.get(&end.group) else { return Ok(None) };
        let numbers = part.array(array)?;
        let mut nodes = Vec::with_capacity(numbers.len());
        for piece in part.rows.pieces(PIECE) {
            for number in numbers.integers(piece)? {
                // They are counted within the part of the group that is connected.
                let node = u64::try_from(number).ok().and_then(|number| number.checked_add(end.start));
                let node = node.and_then(|node| u32::try_from(node).ok()).filter(|node| *node < group.size);
                nodes.push(node.ok_or_else(|| {
                    Error::unfit(&part.name, format!("`{}` has no neuron {number}", end.group))
                })?);
            }
        }
        let ranges = Ranges::new(&nodes, group.size as usize);
        Ok(Some(End { population: end.group.clone(), nodes, ranges }))
    }
}

/// Writes `edges.h5` and `edge_types.csv`: a type for all edges of a population of them.
pub(super) fn write(all: &[Edges<'_>], folder: &Path) -> Result<[PathBuf; 2], Error> {
    let mut root = root();
    let mut types = String::from("edge_type_id pop_name\n");
    for (number, edges) in all.iter().enumerate() {
        population(root.group("edges").group(&edges.name), number as i64, edges);
        let _ = writeln!(types, "{number} {}", edges.name);
    }
    let path = hdf5::write(&root, Fresh::begin(folder, "edges.h5")?)?;
    Ok([path, super::text(folder, "edge_types.csv", &types)?])
}

fn population<'a>(group: &mut Group<'a>, ty: i64, edges: &'a Edges<'a>) {
    let count = edges.source.nodes.len() as u64;
    for (name, end) in [("source_node_id", &edges.source), ("target_node_id", &edges.target)] {
        let ids = group.dataset(name, Element::U64, &[count], |put| {
            pieces(&end.nodes, put, |node| u64::from(*node).to_le_bytes().to_vec())
        });
        ids.attribute("node_population", Attribute::Text(end.population.clone()));
    }
    let each = move |number: fn(i64, i64) -> i64| {
        move |put: Put<'_>| {
            for start in (0..count as i64).step_by(PIECE) {
                let end = (start + PIECE as i64).min(count as i64);
                put(&(start..end).flat_map(|edge| number(ty, edge).to_le_bytes()).collect::<Vec<_>>())?;
            }
            Ok(())
        }
    };
    group.dataset("edge_type_id", Element::I64, &[count], each(|ty, _| ty));
    group.dataset("edge_group_id", Element::I64, &[count], each(|_, _| 0));
    group.dataset("edge_group_index", Element::I64, &[count], each(|_, edge| edge));
    let attributes = group.group("0");
    for named in edges.part.arrays.iter().filter(|named| !matches!(&*named.name, "i" | "j")) {
        attribute(attributes, named, count);
    }
    for (name, end) in [("source_to_target", &edges.source), ("target_to_source", &edges.target)] {
        let index = group.group("indices").group(name);
        let tables = [("range_to_edge_id", &end.ranges.edges), ("node_id_to_ranges", &end.ranges.of_node)];
        for (name, table) in tables {
            index.dataset(name, Element::U64, &[table.len() as u64, 2], |put| {
                pieces(table, put, |pair| pair.map(u64::to_le_bytes).concat())
            });
        }
        // As BMTK calls it.
        index.also("node_id_to_range");
    }
}

/// A variable of the synapses, or their delay, which SONATA has in milliseconds.
fn attribute<'a>(group: &mut Group<'a>, named: &'a Named, count: u64) {
    let delay = named.name == "delay";
    let unit = if delay { Unit::of("ms", 1e-3) } else { super::unit(&named.description) };
    let units = told(&unit);
    let dataset = group.dataset(&named.name, Element::F64, &[count], move |put| {
        let array: &Array = &named.array;
        for start in (0..count as usize).step_by(PIECE) {
            let end = (start + PIECE).min(count as usize);
            let values = match array.len() {
                1 => array.floats(0..1)?.repeat(end - start),
                _ => array.floats(start..end)?,
            };
            put(&values.iter().flat_map(|value| unit.of_si(*value).to_le_bytes()).collect::<Vec<_>>())?;
        }
        Ok(())
    });
    if let Some(units) = units {
        dataset.attribute("units", units);
    }
}

/// Hands over what values are in bytes, piece by piece.
fn pieces<T>(values: &[T], put: Put<'_>, bytes: impl Fn(&T) -> Vec<u8>) -> Result<(), Error> {
    for piece in values.chunks(PIECE) {
        put(&piece.iter().flat_map(&bytes).collect::<Vec<_>>())?;
    }
    Ok(())
}
