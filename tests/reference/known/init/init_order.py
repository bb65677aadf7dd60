from brian2 import *


def network():
    constants = dict(tau=5*ms)
    cells = NeuronGroup(7, """dv/dt = (c - v)/tau : 1
                              c = a*b : 1
                              a   : 1
                              b   : 1
                              was : 1
                              k   : integer
                              odd : boolean""", method="exact", namespace=constants)
    cells.a = "2*i"
    cells.b = "a + 1"
    cells.was = "c"
    cells.a = "a - b + 0.5*i"
    cells.a *= 2
    cells.k = "3 + i // 2"
    cells.k += 2
    cells.odd = "i % 2 == 1"
    cells.v = "(int(odd)*c - int(not odd)*c)/k"
    cells.b = "b/k"
    pairs = Synapses(cells, cells, """x : 1
                                      y : 1""", namespace=constants)
    pairs.connect("i < j")
    pairs.x = "a_pre - b_post"
    pairs.y = "x + 10*i"
    pairs.x = "x + j"
    return Network(cells, pairs,
                   StateMonitor(cells, ["v", "c", "a", "b", "was", "k", "odd"], record=True, name="cells_states"),
                   StateMonitor(pairs, ["x", "y"], record=True, name="pairs_states")), [1*ms]
