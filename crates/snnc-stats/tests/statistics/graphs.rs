//! Graphs, as NetworkX sees them.

use crate::reference::{all_same, number, numbers, reference, same};
use serde_json::Value;
use snnc_stats::graph::{Components, Directed, Distances};

fn whole(value: &Value) -> Vec<u32> {
    numbers(value).iter().map(|number| *number as u32).collect()
}

#[test]
fn graphs_are_those_of_networkx() {
    for case in reference("graphs.json")["graphs"].as_array().unwrap() {
        let nodes = case["nodes"].as_u64().unwrap() as u32;
        let edges = case["edges"].as_array().unwrap().iter().map(whole).map(|ends| (ends[0], ends[1]));
        let edges: Vec<(u32, u32)> = edges.collect();
        let all = edges.len() as u64;
        let graph = Directed::new(nodes, edges);
        let what = case["name"].as_str().unwrap();
        assert_eq!(graph.nodes(), nodes, "{what}");
        assert_eq!(Some(graph.edges()), case["simple_edges"].as_u64(), "{what}");
        assert_eq!(graph.edges() + graph.loops() + graph.parallel(), all, "{what}");
        assert_eq!(graph.out_degrees(), whole(&case["out_degrees"]), "{what}");
        assert_eq!(graph.in_degrees(), whole(&case["in_degrees"]), "{what}");
        same(graph.density(), number(&case["density"]), what);
        same(graph.reciprocity(), number(&case["reciprocity"]), what);
        all_same(&graph.clustering(0..nodes), &numbers(&case["clustering"]), what);
        for (found, sizes) in [(graph.weak_components(), "weak"), (graph.strong_components(), "strong")] {
            let sizes = whole(&case[sizes]);
            let expected =
                Components { number: sizes.len() as u64, largest: sizes.last().copied().unwrap_or(0).into() };
            assert_eq!(found, expected, "{what}");
        }
        for node in 0..nodes {
            let lengths = whole(&case["distances"][node as usize]);
            let expected = Distances {
                reached: lengths.len() as u64,
                sum: lengths.iter().copied().map(u64::from).sum(),
                longest: lengths.last().copied().unwrap_or(0),
            };
            assert_eq!(graph.distances(node), expected, "{what}, from {node}");
        }
    }
}

#[test]
fn a_graph_without_nodes() {
    let graph = Directed::new(0, vec![]);
    assert_eq!((graph.density(), graph.reciprocity()), (None, None));
    assert_eq!((graph.weak_components(), graph.strong_components()), Default::default());
    assert_eq!(graph.clustering([]), [0.0; 0]);
}

/// Recursion would not get so deep.
#[test]
fn a_long_chain() {
    let nodes = 300_000;
    let graph = Directed::new(nodes, (1..nodes).map(|node| (node - 1, node)).collect());
    assert_eq!(graph.weak_components(), Components { number: 1, largest: nodes.into() });
    assert_eq!(graph.strong_components(), Components { number: nodes.into(), largest: 1 });
    assert_eq!(graph.distances(0).longest, nodes - 1);
}
