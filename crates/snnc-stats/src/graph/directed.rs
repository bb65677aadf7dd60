//! A directed graph, as the algorithms of petgraph know it.

use petgraph::Direction;
use petgraph::algo::kosaraju_scc;
use petgraph::csr::Csr;
use petgraph::unionfind::UnionFind;
use petgraph::visit::{
    GraphBase, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, NodeIndexable, Visitable,
};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

type Rows = Csr<(), (), petgraph::Directed>;

/// A directed graph of numbered nodes. Whatever is asked of it but degrees is asked of the simple graph: several edges
/// from one node to another are one, and edges from a node to itself are left out.
#[derive(Debug)]
pub struct Directed {
    to: Rows,
    from: Rows,
    out_degrees: Vec<u32>,
    in_degrees: Vec<u32>,
    loops: u64,
    parallel: u64,
}

impl Directed {
    /// A graph of so many nodes, and edges from one to another.
    ///
    /// # Panics
    /// If an edge ends at a node that does not exist.
    pub fn new(nodes: u32, mut edges: Vec<(u32, u32)>) -> Directed {
        let (mut out_degrees, mut in_degrees) = (vec![0; nodes as usize], vec![0; nodes as usize]);
        for (from, to) in &edges {
            out_degrees[*from as usize] += 1;
            in_degrees[*to as usize] += 1;
        }
        let all = edges.len();
        edges.sort_unstable();
        edges.dedup();
        let parallel = (all - edges.len()) as u64;
        let different = edges.len();
        edges.retain(|(from, to)| from != to);
        let loops = (different - edges.len()) as u64;
        let to = rows(nodes, &edges);
        edges.iter_mut().for_each(|(from, to)| std::mem::swap(from, to));
        edges.sort_unstable();
        let from = rows(nodes, &edges);
        Directed { to, from, out_degrees, in_degrees, loops, parallel }
    }

    /// How many nodes.
    pub fn nodes(&self) -> u32 {
        self.to.node_count() as u32
    }

    /// How many edges of the simple graph.
    pub fn edges(&self) -> u64 {
        self.to.edge_count() as u64
    }

    /// How many nodes have an edge to themselves.
    pub fn loops(&self) -> u64 {
        self.loops
    }

    /// How many edges there are beyond one from each node to each other, or to itself.
    pub fn parallel(&self) -> u64 {
        self.parallel
    }

    /// How many edges begin at each node, parallel ones and those to itself included.
    pub fn out_degrees(&self) -> &[u32] {
        &self.out_degrees
    }

    /// How many edges end at each node, parallel ones and those from itself included.
    pub fn in_degrees(&self) -> &[u32] {
        &self.in_degrees
    }

    /// The nodes to which there is an edge, rising.
    pub fn successors(&self, node: u32) -> &[u32] {
        self.to.neighbors_slice(node)
    }

    /// The nodes from which there is an edge, rising.
    pub fn predecessors(&self, node: u32) -> &[u32] {
        self.from.neighbors_slice(node)
    }

    /// The share of the edges that there could be, n·(n − 1). `None` of fewer than two nodes.
    pub fn density(&self) -> Option<f64> {
        let nodes = f64::from(self.nodes());
        (nodes >= 2.0).then(|| self.edges() as f64 / (nodes * (nodes - 1.0)))
    }

    /// The share of the edges that have a counterpart in the other direction. Newman, Forrest & Balthrop 2002,
    /// doi:10.1103/PhysRevE.66.035101. `None` without edges.
    pub fn reciprocity(&self) -> Option<f64> {
        let mutual: usize =
            (0..self.nodes()).map(|node| common(self.successors(node), self.predecessors(node))).sum();
        (self.edges() > 0).then(|| mutual as f64 / self.edges() as f64)
    }

    /// The parts that hang together if directions are left aside.
    pub fn weak_components(&self) -> Components {
        let mut sets: UnionFind<u32> = UnionFind::new(self.nodes() as usize);
        for node in 0..self.nodes() {
            self.successors(node).iter().for_each(|other| {
                sets.union(node, *other);
            });
        }
        let mut sizes = vec![0; self.nodes() as usize];
        sets.into_labeling().into_iter().for_each(|set| sizes[set as usize] += 1);
        Components::of(sizes.into_iter())
    }

    /// The parts in which one gets from everywhere to everywhere.
    pub fn strong_components(&self) -> Components {
        Components::of(kosaraju_scc(self).iter().map(|part| part.len() as u64))
    }

    /// How far it is from a node to all that one gets to from there.
    pub fn distances(&self, source: u32) -> Distances {
        let mut depth = vec![u32::MAX; self.nodes() as usize];
        let mut found = Distances::default();
        let mut queue = VecDeque::from([source]);
        depth[source as usize] = 0;
        while let Some(node) = queue.pop_front() {
            let next = depth[node as usize] + 1;
            for other in self.successors(node) {
                if depth[*other as usize] == u32::MAX {
                    depth[*other as usize] = next;
                    found.reached += 1;
                    found.sum += u64::from(next);
                    found.longest = next;
                    queue.push_back(*other);
                }
            }
        }
        found
    }
}

/// Parts of a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Components {
    /// How many; a node that is connected to none is one.
    pub number: u64,
    /// How many nodes the largest has.
    pub largest: u64,
}

impl Components {
    fn of(sizes: impl Iterator<Item = u64>) -> Components {
        sizes.filter(|size| *size > 0).fold(Components::default(), |sum, size| Components {
            number: sum.number + 1,
            largest: sum.largest.max(size),
        })
    }
}

/// The lengths of the shortest ways from a node, in edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Distances {
    /// To how many other nodes one gets.
    pub reached: u64,
    /// The sum of the lengths.
    pub sum: u64,
    /// The greatest of them.
    pub longest: u32,
}

/// How many are in both, which are rising.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    few.iter().filter(|node| many.binary_search(node).is_ok()).count()
}

fn rows(nodes: u32, sorted: &[(u32, u32)]) -> Rows {
    let mut rows = Rows::from_sorted_edges(sorted).expect("sorted and different");
    while rows.node_count() < nodes as usize {
        rows.add_node(());
    }
    rows
}

impl GraphBase for Directed {
    type NodeId = u32;
    type EdgeId = usize;
}

impl Visitable for Directed {
    type Map = <Rows as Visitable>::Map;

    fn visit_map(&self) -> Self::Map {
        self.to.visit_map()
    }

    fn reset_map(&self, map: &mut Self::Map) {
        self.to.reset_map(map);
    }
}

impl NodeIndexable for Directed {
    fn node_bound(&self) -> usize {
        self.to.node_count()
    }

    fn to_index(&self, node: u32) -> usize {
        node as usize
    }

    fn from_index(&self, index: usize) -> u32 {
        index as u32
    }
}

impl<'g> IntoNeighbors for &'g Directed {
    type Neighbors = std::iter::Copied<std::slice::Iter<'g, u32>>;

    fn neighbors(self, node: u32) -> Self::Neighbors {
        self.successors(node).iter().copied()
    }
}

impl<'g> IntoNeighborsDirected for &'g Directed {
    type NeighborsDirected = std::iter::Copied<std::slice::Iter<'g, u32>>;

    fn neighbors_directed(self, node: u32, direction: Direction) -> Self::NeighborsDirected {
        match direction {
            Direction::Outgoing => self.successors(node).iter().copied(),
            Direction::Incoming => self.predecessors(node).iter().copied(),
        }
    }
}

impl IntoNodeIdentifiers for &Directed {
    type NodeIdentifiers = std::ops::Range<u32>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        0..self.nodes()
    }
}
