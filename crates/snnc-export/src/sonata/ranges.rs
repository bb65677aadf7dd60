//! Which edges begin, or end, at a node: `indices/…/{node_id_to_ranges, range_to_edge_id}`.

/// Ranges of edges, in the order of their nodes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Ranges {
    /// For each node which of the ranges are its own: first, and one past the last.
    pub(super) of_node: Vec<[u64; 2]>,
    /// For each range its edges: first, and one past the last.
    pub(super) edges: Vec<[u64; 2]>,
}

impl Ranges {
    /// Of so many nodes; `ends` holds the node of each edge, none beyond the nodes.
    pub(super) fn new(ends: &[u32], nodes: usize) -> Ranges {
        // First how many ranges each node has, then where its own begin, then the ranges themselves.
        let mut next = vec![0_u64; nodes + 1];
        each_run(ends, |node, _| next[node as usize + 1] += 1);
        for node in 0..nodes {
            next[node + 1] += next[node];
        }
        let of_node = next.windows(2).map(|pair| [pair[0], pair[1]]).collect();
        let mut edges = vec![[0; 2]; next[nodes] as usize];
        each_run(ends, |node, run| {
            let at = &mut next[node as usize];
            edges[*at as usize] = run;
            *at += 1;
        });
        Ranges { of_node, edges }
    }
}

/// Stretches of edges with one and the same node.
fn each_run(ends: &[u32], mut take: impl FnMut(u32, [u64; 2])) {
    let mut start = 0;
    for run in ends.chunk_by(|a, b| a == b) {
        take(run[0], [start, start + run.len() as u64]);
        start += run.len() as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_node_has_its_stretches_of_edges() {
        let ranges = Ranges::new(&[2, 2, 0, 2, 0, 0], 4);
        assert_eq!(ranges.of_node, [[0, 2], [2, 2], [2, 4], [4, 4]]);
        assert_eq!(ranges.edges, [[2, 3], [4, 6], [0, 2], [3, 4]]);
        assert_eq!(Ranges::new(&[], 0), Ranges::default());
    }
}
