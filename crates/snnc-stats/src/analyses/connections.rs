//! The graph that saved synapses make.

use crate::error::Error;
use crate::graph::{Components, Directed};
use crate::histogram::Histogram;
use crate::moments::Moments;
use crate::periods::Choices;
use crate::sample::sample;
use crate::summary::Extent;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use snnc_results::{Connected, Results};

/// What is told of saved synapses.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Connections {
    /// The synapses of each archive that holds some, by the name of the archive.
    pub projections: IndexMap<String, Projection>,
    /// All of them together: of synapses that were saved more than once, the last.
    pub network: Option<Network>,
}

/// Synapses from one population to another.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Projection {
    /// The block of synapses.
    pub synapses: String,
    /// When they were saved, in seconds.
    pub time: f64,
    /// Where they begin.
    pub source: String,
    /// How many neurons that has.
    pub sources: u64,
    /// Where they end.
    pub target: String,
    /// How many neurons that has.
    pub targets: u64,
    /// How many synapses.
    pub number: u64,
    /// How many connect a neuron with itself, counted once for each neuron.
    pub self_connections: u64,
    /// How many are beyond the first from one neuron to another.
    pub parallel: u64,
    /// The share of the pairs of a source and another neuron as target that are connected.
    pub density: Option<f64>,
    /// How many synapses begin at each source.
    pub out_degree: Extent,
    /// How many synapses end at each target.
    pub in_degree: Extent,
    /// Sources by the number of synapses that begin there.
    pub out_degrees: Histogram,
    /// Targets by the number of synapses that end there.
    pub in_degrees: Histogram,
    /// The share of connected pairs that are connected in the other direction too; of synapses within a population.
    pub reciprocity: Option<f64>,
}

/// All saved synapses as one graph.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Network {
    /// The archives.
    pub of: Vec<String>,
    /// The populations: the nodes are their neurons.
    pub populations: Vec<String>,
    /// How many nodes.
    pub nodes: u64,
    /// How many synapses.
    pub synapses: u64,
    /// How many edges are left where parallel ones count once and those of a neuron to itself not at all.
    pub edges: u64,
    /// The share of the edges that there could be.
    pub density: Option<f64>,
    /// The share of edges that have a counterpart.
    pub reciprocity: Option<f64>,
    /// The directed clustering coefficient, over the nodes sampled.
    pub clustering: Extent,
    /// Over how many nodes.
    pub sampled: u64,
    /// The parts that hang together if directions are left aside.
    pub weak_components: Components,
    /// The parts in which one gets from everywhere to everywhere.
    pub strong_components: Components,
    /// The shortest ways.
    pub paths: Paths,
}

/// The lengths of shortest ways, in edges.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Paths {
    /// From how many nodes ways were looked for: all, or a sample by chance.
    pub sources: u64,
    /// Their mean over all pairs between which there is a way.
    pub mean: Option<f64>,
    /// The greatest.
    pub longest: u32,
    /// The share of other nodes that one gets to.
    pub reached: Option<f64>,
}

/// Synapses in memory.
struct Synapses<'r> {
    source: &'r Connected,
    target: &'r Connected,
    ends: Vec<(u32, u32)>,
}

impl Connections {
    /// Reads whatever synapses were saved whose ends the description knows.
    ///
    /// # Errors
    /// If the results cannot be read.
    pub fn of(results: &Results, choices: &Choices) -> Result<Connections, Error> {
        let description = results.description();
        let mut projections = IndexMap::new();
        let mut last: IndexMap<&str, &str> = IndexMap::new();
        for (label, saved) in &description.saved {
            let Some(synapses) = read(results, label)? else { continue };
            projections.insert(label.clone(), projection(&saved.group, saved.time, synapses)?);
            last.insert(&saved.group, label);
        }
        let network = network(results, &last, choices)?;
        Ok(Connections { projections, network })
    }
}

/// The synapses in an archive, if it holds any.
fn read<'r>(results: &'r Results, label: &str) -> Result<Option<Synapses<'r>>, Error> {
    let description = results.description();
    let saved = &description.saved[label];
    let ends = description.synapses.get(&saved.group).map(|it| (it.source.as_ref(), it.target.as_ref()));
    let Some((Some(source), Some(target))) = ends else { return Ok(None) };
    if !(saved.arrays.contains_key("i") && saved.arrays.contains_key("j")) {
        return Ok(None);
    }
    let archive = results.saved(label)?;
    let (from, to) = (archive.get("i")?, archive.get("j")?);
    let numbers = |array: &snnc_results::Array, end: &Connected| -> Result<Vec<u32>, Error> {
        let size = end.end - end.start;
        let each = array.floats(0..array.len())?.into_iter().map(|index| {
            // Indices are whole numbers, whatever they are stored as.
            let inside = index >= 0.0 && index < size as f64;
            let outside = || Error::Choice(format!("{}: `{}` has no element {index}", saved.file, end.name));
            inside.then_some(index as u32).ok_or_else(outside)
        });
        each.collect()
    };
    let ends = numbers(from, source)?.into_iter().zip(numbers(to, target)?).collect();
    Ok(Some(Synapses { source, target, ends }))
}

fn projection(name: &str, time: f64, synapses: Synapses<'_>) -> Result<Projection, Error> {
    let Synapses { source, target, ends } = synapses;
    let (sources, targets) = (source.end - source.start, target.end - target.start);
    let number = ends.len() as u64;
    let within = source.group == target.group;
    // Of one group the nodes are those of both ends; of two groups first the sources, then the targets.
    let (first, second, nodes) = if within {
        let first = source.start.min(target.start);
        (source.start - first, target.start - first, source.end.max(target.end) - first)
    } else {
        (0, sources, sources + targets)
    };
    let nodes = nodes_of_graph(nodes)?;
    let edges = ends.into_iter().map(|(i, j)| (i + first as u32, j + second as u32)).collect();
    let graph = Directed::new(nodes, edges);
    let out_degrees = &graph.out_degrees()[first as usize..(first + sources) as usize];
    let in_degrees = &graph.in_degrees()[second as usize..(second + targets) as usize];
    let both = if within { common(source, target) } else { 0 };
    let pairs = sources as f64 * targets as f64 - both as f64;
    let floats = |degrees: &[u32]| -> Vec<f64> { degrees.iter().copied().map(f64::from).collect() };
    let (out_degrees, in_degrees) = (floats(out_degrees), floats(in_degrees));
    Ok(Projection {
        synapses: name.to_string(),
        time,
        source: source.name.clone(),
        sources,
        target: target.name.clone(),
        targets,
        number,
        self_connections: graph.loops(),
        parallel: graph.parallel(),
        density: (pairs > 0.0).then(|| graph.edges() as f64 / pairs),
        out_degree: Extent::from(&Moments::of(&out_degrees)),
        in_degree: Extent::from(&Moments::of(&in_degrees)),
        out_degrees: Histogram::of_whole(&out_degrees),
        in_degrees: Histogram::of_whole(&in_degrees),
        reciprocity: graph.reciprocity().filter(|_| both > 0),
    })
}

/// How many elements are in both.
fn common(source: &Connected, target: &Connected) -> u64 {
    source.end.min(target.end).saturating_sub(source.start.max(target.start))
}

/// So many nodes, if a graph can have them.
fn nodes_of_graph(nodes: u64) -> Result<u32, Error> {
    let most = u32::MAX;
    u32::try_from(nodes)
        .map_err(|_| Error::Choice(format!("{nodes} neurons, of which a graph can have {most} here")))
}

/// So many edges are gone along in search of shortest ways, which takes seconds.
const MOST_STEPS: u64 = 200_000_000;

/// All synapses of some archives as one graph.
fn network(
    results: &Results,
    labels: &IndexMap<&str, &str>,
    choices: &Choices,
) -> Result<Option<Network>, Error> {
    let mut first: IndexMap<&str, u64> = IndexMap::new();
    let (mut nodes, mut edges) = (0, vec![]);
    for label in labels.values() {
        let Some(synapses) = read(results, label)? else { continue };
        for end in [synapses.source, synapses.target] {
            if !first.contains_key(end.group.as_str()) {
                first.insert(&end.group, nodes);
                nodes += results.size(&end.group).unwrap_or(0).max(end.end);
            }
        }
        nodes_of_graph(nodes)?;
        let start = |end: &Connected| (first[end.group.as_str()] + end.start) as u32;
        let (source, target) = (start(synapses.source), start(synapses.target));
        edges.extend(synapses.ends.into_iter().map(|(i, j)| (i + source, j + target)));
    }
    if labels.is_empty() {
        return Ok(None);
    }
    let synapses = edges.len() as u64;
    let graph = Directed::new(nodes as u32, edges);
    let some = |number: usize| -> Vec<u32> {
        let chosen = sample(nodes as usize, number, choices.sample_seed);
        chosen.into_iter().map(|node| node as u32).collect()
    };
    let sampled = some(choices.sample);
    // Each source costs a walk over all edges.
    let sources = some(choices.sample.min((MOST_STEPS / graph.edges().max(1)).max(1) as usize));
    Ok(Some(Network {
        of: labels.values().map(|label| (*label).to_string()).collect(),
        populations: first.keys().map(|name| (*name).to_string()).collect(),
        nodes,
        synapses,
        edges: graph.edges(),
        density: graph.density(),
        reciprocity: graph.reciprocity(),
        clustering: Extent::from(&Moments::of(&graph.clustering(sampled.iter().copied()))),
        sampled: sampled.len() as u64,
        weak_components: graph.weak_components(),
        strong_components: graph.strong_components(),
        paths: paths(&graph, &sources),
    }))
}

fn paths(graph: &Directed, sources: &[u32]) -> Paths {
    let (mut reached, mut sum, mut longest) = (0, 0, 0);
    for source in sources {
        let found = graph.distances(*source);
        (reached, sum, longest) = (reached + found.reached, sum + found.sum, longest.max(found.longest));
    }
    let pairs = sources.len() as u64 * u64::from(graph.nodes()).saturating_sub(1);
    Paths {
        sources: sources.len() as u64,
        mean: (reached > 0).then(|| sum as f64 / reached as f64),
        longest,
        reached: (pairs > 0).then(|| reached as f64 / pairs as f64),
    }
}
