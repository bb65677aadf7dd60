from brian2 import *


def record():
    cells = NeuronGroup(3, "dv/dt = (E - v)/(5*ms) : 1\nE : 1 (shared)", method="exact")
    cells.v = "i"
    cells.E = 4
    states = StateMonitor(cells, "v", record=True)
    network = Network(cells, states)
    network.run(4*ms)
    cells.E = -2
    network.run(4*ms)
    return {"cells_states.v": states.v}
