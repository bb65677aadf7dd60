from brian2 import *


def record():
    cells = NeuronGroup(8, "v : 1\nw : 1")
    cells.v = "i/10.0"
    states = StateMonitor(cells, ["v", "w"], record=True)
    network = Network(cells, states)
    network.run(0.1*ms)
    cells.v[1:4] = "5 + i"
    cells.v[::3] *= 2
    cells.v[-1] = -1
    cells.w[5:8] = "v"
    network.run(0.1*ms)
    cells.w["v > 4"] = "v - 4"
    cells.w["i % 2 == 1 and v < 1"] = "w - 7"
    network.run(0.1*ms)
    return {"cells_states.v": states.v, "cells_states.w": states.w}
