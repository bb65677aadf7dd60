from brian2 import *


def record():
    cells = NeuronGroup(4, "dv/dt = (I - v)/(10*ms) : 1\nI : 1 (constant)", threshold="v > 1", reset="v = 0",
                        method="exact")
    cells.I = "1.1 + 0.3*i"
    spikes, states = SpikeMonitor(cells), StateMonitor(cells, "v", record=True)
    network = Network(cells, spikes, states)
    network.run(20*ms)
    cells.I = "2 - 0.2*i"
    network.run(15*ms)
    cells.I[:2] += 0.5
    cells.I[3] = 0
    network.run(10*ms)
    return {"cells_spikes.t": spikes.t/second, "cells_spikes.i": spikes.i, "cells_states.v": states.v,
            "cells_states.t": states.t/second}
