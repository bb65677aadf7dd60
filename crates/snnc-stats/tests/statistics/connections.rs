//! The graph of saved synapses, from folders of results.

use crate::folder::Folder;
use crate::reference::{number, numbers, reference, same};
use snnc_stats::{Choices, Connections, Moments};

#[test]
fn synapses_within_a_population_are_the_graph_itself() {
    let reference = reference("graphs.json");
    let case = &reference["graphs"][0];
    let nodes = case["nodes"].as_u64().unwrap() as u32;
    let edges: Vec<(u32, u32)> =
        case["edges"].as_array().unwrap().iter().map(numbers).map(|e| (e[0] as u32, e[1] as u32)).collect();
    let end = ("cells", "cells", 0..nodes);
    let folder = Folder::new().group("cells", nodes, 0).synapses("syn", &end, &end);
    let folder = folder.saved("earlier", "syn", &[(0, 1)]).saved("later", "syn", &edges);
    let found = Connections::of(&folder.open(), &Choices::default()).unwrap();
    let after = &found.projections["later"];
    assert_eq!((after.number, found.projections["earlier"].number), (edges.len() as u64, 1));
    same(after.density, number(&case["density"]), "density");
    same(after.reciprocity, number(&case["reciprocity"]), "reciprocity");
    same(after.out_degree.sd, Moments::of(&numbers(&case["out_degrees"])).sd(), "out-degree");
    same(after.in_degree.mean, Moments::of(&numbers(&case["in_degrees"])).mean(), "in-degree");
    assert_eq!(after.in_degrees.counts.iter().sum::<u64>(), u64::from(nodes));
    let network = found.network.unwrap();
    assert_eq!((network.of, network.synapses), (vec!["later".to_string()], edges.len() as u64));
    same(network.clustering.mean, Moments::of(&numbers(&case["clustering"])).mean(), "clustering");
    let distances: Vec<f64> = case["distances"].as_array().unwrap().iter().flat_map(numbers).collect();
    same(network.paths.mean, Moments::of(&distances).mean(), "shortest paths");
    same(network.paths.reached, distances.len() as f64 / f64::from(nodes * (nodes - 1)), "reached");
}

#[test]
fn parts_of_a_group_are_its_nodes() {
    // exc = cells[:3], inh = cells[3:5]; indices count from 0 within each.
    let (exc, inh, all) = (("exc", "cells", 0..3), ("inh", "cells", 3..5), ("cells", "cells", 0..5));
    let folder = Folder::new().group("cells", 5, 0).synapses("e", &exc, &all).synapses("i", &inh, &exc);
    let folder = folder.saved("e", "e", &[(0, 0), (0, 1), (0, 1), (1, 3)]).saved("i", "i", &[(0, 1)]);
    let found = Connections::of(&folder.open(), &Choices::default()).unwrap();
    let e = &found.projections["e"];
    assert_eq!((e.sources, e.targets, e.self_connections, e.parallel), (3, 5, 1, 1));
    same(e.density, 2.0 / 12.0, "two of 15 pairs but the three of a neuron with itself");
    same(e.out_degree.mean, 4.0 / 3.0, "out-degree");
    same(e.in_degree.mean, 4.0 / 5.0, "in-degree");
    let i = &found.projections["i"];
    same(i.density, 1.0 / 6.0, "disjoint ends");
    assert_eq!(i.reciprocity, None);
    let network = found.network.unwrap();
    // 0 → 1, 1 → 3, 3 → 1, and 2 and 4 alone.
    assert_eq!((network.nodes, network.edges, network.populations.len()), (5, 3, 1));
    assert_eq!((network.weak_components.number, network.strong_components.number), (3, 4));
    same(network.reciprocity, 2.0 / 3.0, "1 → 3 → 1");
}

#[test]
fn two_groups_are_apart() {
    let (a, b) = (("a", "a", 0..2), ("b", "b", 0..3));
    let folder = Folder::new().group("a", 2, 0).group("b", 3, 0).synapses("s", &a, &b);
    let found =
        Connections::of(&folder.saved("s", "s", &[(0, 0), (1, 1)]).open_kept().1, &Choices::default())
            .unwrap();
    assert_eq!(found.projections["s"].self_connections, 0);
    same(found.projections["s"].density, 2.0 / 6.0, "density");
    assert_eq!(found.network.unwrap().nodes, 5);
}

#[test]
fn without_synapses_there_is_no_graph() {
    let folder = Folder::new().group("cells", 2, 0);
    assert_eq!(Connections::of(&folder.open(), &Choices::default()).unwrap(), Connections::default());
    let end = ("cells", "cells", 0..2);
    let folder = folder.synapses("s", &end, &end).saved("s", "s", &[]);
    let found = Connections::of(&folder.open(), &Choices::default()).unwrap();
    assert_eq!((found.projections["s"].number, found.projections["s"].density), (0, Some(0.0)));
    let network = found.network.unwrap();
    assert_eq!((network.reciprocity, network.paths.mean, network.weak_components.number), (None, None, 2));
}

#[test]
fn synapses_of_what_does_not_exist_are_an_error() {
    let end = ("cells", "cells", 0..2);
    let folder = Folder::new().group("cells", 2, 0).synapses("s", &end, &end).saved("s", "s", &[(0, 2)]);
    let error = Connections::of(&folder.open(), &Choices::default()).unwrap_err();
    assert_eq!(error.to_string(), "s.npz: `cells` has no element 2");
}
