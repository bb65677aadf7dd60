"""Pairs from Brian2, sorted within each rule by source and target as section 6 of the language says."""

from brian2 import *


def record():
    source = NeuronGroup(8, "x : 1")
    source.x = "i/8"
    cells = NeuronGroup(8, "y : 1")
    cells.y = "1 - i/8"
    arrays = {}

    def connect(name, *rules, ends=(source, cells)):
        s = Synapses(*ends, multisynaptic_index="k")
        pairs = []
        for rule in rules:
            before = len(s)
            if not isinstance(rule, dict):
                pairs += rule
                continue
            s.connect(**rule)
            new = list(zip(array(s.i)[before:], array(s.j)[before:]))
            pairs += sorted(new)
        arrays[f"{name}.i"] = array([i for i, _ in pairs])
        arrays[f"{name}.j"] = array([j for _, j in pairs])
        return pairs

    connect("all_pairs", dict())
    connect("condition", dict(condition="i != j and x_pre < y_post"))
    connect("joined", dict(condition="i < 5 and (i + j) % 3 == 1 and y_post > 0.2"))
    copies = connect("copies", [(i, j) for i in range(8) for j in range(8) if abs(i - j) <= 1 for _ in range(1 + (i == j))],
                     dict(condition="i == j", n=2),
                     [(i, i*3 % 8) for i in range(8) for _ in range(i % 3)])
    arrays["copies_states.number"] = array([[copies[:at].count(pair)] for at, pair in enumerate(copies)], dtype=float)
    connect("parts", dict(condition="i == j or x_pre > 0.6 and j < 2"), ends=(source[2:6], cells[3:8]))
    connect("from_target", dict(condition="i == (j + 3) % N_pre and i != 5"))
    return arrays
