from brian2 import *


def record():
    cells = NeuronGroup(3, "dv/dt = (1.5 + 0.3*i - v)/tau : 1\ndw/dt = -w/half : 1", threshold="v > theta",
                        reset="v = 0; w += 1", refractory="0.2*half", method="exact")
    cells.w = 1
    states, spikes = StateMonitor(cells, ["v", "w"], record=True), SpikeMonitor(cells)
    network = Network(cells, states, spikes)
    for tau, theta in [(10*ms, 1), (4*ms, 1), (8*ms, 1.2)]:
        network.run(15*ms, namespace={"tau": tau, "half": tau/2, "theta": theta})
    return {"cells_states.v": states.v, "cells_states.w": states.w, "cells_spikes.t": spikes.t/second,
            "cells_spikes.i": spikes.i}
