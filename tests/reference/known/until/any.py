from brian2 import *


def record():
    cells = NeuronGroup(3, "dv/dt = (2 + 0.1*i - v)/(10*ms) : 1", threshold="v > 1.9", reset="v = 0", method="exact")
    states, spikes = StateMonitor(cells, "v", record=True), SpikeMonitor(cells)
    condition = [lambda: False]

    @network_operation(when="after_end")
    def test():
        if condition[0]():
            network.stop()

    network = Network(cells, states, spikes, test)
    condition[0] = lambda: np.any(cells.v[:] > 1)
    network.run(1*second)
    cells.v = "v - 0.5"
    condition[0] = lambda: spikes.num_spikes >= 2
    network.run(1*second)
    condition[0] = lambda: False
    network.run(1*ms)
    network.run(3*ms)
    return {"cells_states.t": states.t/second, "cells_states.v": states.v, "cells_spikes.t": spikes.t/second,
            "cells_spikes.i": spikes.i}
