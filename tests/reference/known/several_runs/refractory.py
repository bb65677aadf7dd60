import numpy as np
from brian2 import *


def record():
    cells = NeuronGroup(3, "dv/dt = (2 - v)/(5*ms) : 1 (unless refractory)", threshold="v > 1", reset="v = 0",
                        refractory=4*ms, method="exact")
    cells.v = "0.2*i"
    states, spikes = StateMonitor(cells, "v", record=True), SpikeMonitor(cells)
    network = Network(cells, states, spikes)
    network.run(5*ms)
    # As arrays: a string would leave refractory neurons alone.
    cells.v = 0.5 + 0.1*np.arange(3)
    network.run(10*ms)
    cells.v = np.array(cells.v) - 0.2
    network.run(10*ms)
    return {"cells_states.v": states.v, "cells_spikes.t": spikes.t/second, "cells_spikes.i": spikes.i}
