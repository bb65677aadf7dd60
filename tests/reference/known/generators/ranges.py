"""Pairs and their order from Brian2."""

from brian2 import *


def record():
    source = NeuronGroup(12, "x : 1")
    source.x = "i % 5"
    cells = NeuronGroup(9, "y : 1")
    cells.y = "i*2"
    pairs = {}

    def connect(name, **rule):
        s = Synapses(source, cells)
        s.connect(**rule)
        pairs[f"{name}.i"], pairs[f"{name}.j"] = array(s.i), array(s.j)

    connect("window", j="k for k in range(i - 3, i + 4) if k != i", skip_if_invalid=True)
    connect("strided", j="k for k in range(i % 3, N_post, 2)")
    connect("down", j="k for k in range(8, i - 3, -1) if i < 11", skip_if_invalid=True)
    connect("formula", j="(2*k + i) % N_post for k in range(0, 4) if k % 2 == i % 2 or x_pre > 2")
    connect("bounds", j="k for k in range(int(x_pre), int(x_pre) + i // 3)")
    connect("of_target", j="k for k in range(N_post) if y_post > 2*x_pre + 4 and k % 2 == 0")
    # Brian2 refuses `j` in the range of a generator of `i`: the same with the ends exchanged.
    exchanged = Synapses(cells, source)
    exchanged.connect(j="k for k in range(i, N_post, 3) if k != i")
    pairs["sources.i"], pairs["sources.j"] = array(exchanged.j), array(exchanged.i)
    # Brian2 numbers synapses as they are made; here they are sorted by source and target, as section 6 of the language says.
    for name in {name.split(".")[0] for name in pairs}:
        order = lexsort((pairs[f"{name}.j"], pairs[f"{name}.i"]))
        for end in "ij":
            pairs[f"{name}.{end}"] = pairs[f"{name}.{end}"][order]
    return pairs
