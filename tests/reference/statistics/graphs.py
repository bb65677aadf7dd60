"""Directed graphs and what NetworkX says of them: tests/data/statistics/graphs.json.

    python tests/reference/statistics/graphs.py

Degrees are those of the multigraph, everything else that of the simple graph: parallel edges are one, and edges from a node
to itself are left out.
"""

import json
from pathlib import Path

import networkx as nx
import numpy as np

OUT = Path(__file__).resolve().parent.parent.parent / "data" / "statistics" / "graphs.json"


def graphs():
    random = np.random.default_rng(20260103)

    def chance(nodes, p):
        return [(i, j) for i in range(nodes) for j in range(nodes) if random.random() < p]

    dense = chance(20, 0.3)
    yield "dense", 20, dense + [dense[3], dense[3], dense[40]]
    yield "sparse", 40, chance(40, 0.03)
    ring = [(i, (i + step) % 30) for i in range(30) for step in (1, 2, 3)]
    yield "small world", 30, [(i, int(random.integers(30)) if random.random() < 0.2 else j) for i, j in ring]
    yield "one way", 12, [(i, j) for i in range(6) for j in range(6, 12) if random.random() < 0.5]
    yield "loops alone", 3, [(0, 0), (1, 1), (1, 1)]
    yield "no edges", 5, []


def describe(name, nodes, edges):
    every = nx.MultiDiGraph()
    every.add_nodes_from(range(nodes))
    every.add_edges_from(edges)
    simple = nx.DiGraph(every)
    simple.remove_edges_from(list(nx.selfloop_edges(simple)))
    lengths = dict(nx.all_pairs_shortest_path_length(simple))
    return {
        "name": name,
        "nodes": nodes,
        "edges": edges,
        "simple_edges": simple.number_of_edges(),
        "out_degrees": [every.out_degree(node) for node in range(nodes)],
        "in_degrees": [every.in_degree(node) for node in range(nodes)],
        "density": nx.density(simple),
        "reciprocity": nx.overall_reciprocity(simple) if simple.number_of_edges() else None,
        "clustering": [nx.clustering(simple, node) for node in range(nodes)],
        "weak": sorted(len(part) for part in nx.weakly_connected_components(simple)),
        "strong": sorted(len(part) for part in nx.strongly_connected_components(simple)),
        "distances": [sorted(length for other, length in lengths[node].items() if other != node)
                      for node in range(nodes)],
    }


def main():
    record = {
        "made_with": {"networkx": nx.__version__, "numpy": np.__version__},
        "graphs": [describe(*graph) for graph in graphs()],
    }
    OUT.write_text(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
