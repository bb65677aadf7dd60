from brian2 import *


def record():
    cells = NeuronGroup(2, "dv/dt = (3 + i - v)/(10*ms) : 1 (unless refractory)", threshold="v > 1", reset="v = 0",
                        refractory="period", method="euler")
    states, spikes = StateMonitor(cells, "v", record=True), SpikeMonitor(cells)
    network = Network(cells, states, spikes)
    network.run(9.5*ms, namespace={"period": 0*ms})
    network.run(20*ms, namespace={"period": 5*ms})
    return {"cells_states.v": states.v, "cells_spikes.t": spikes.t/second, "cells_spikes.i": spikes.i}
