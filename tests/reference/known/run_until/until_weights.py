from brian2 import *


def record():
    cells = NeuronGroup(4, "dv/dt = (1.4 + 0.1*i - v)/(10*ms) : 1", threshold="v > 1", reset="v = 0", method="exact")
    synapses = Synapses(cells, cells, "w : 1", on_pre="v_post += 0.2*w; w = clip(w + 0.05*(i + 1), 0, 1)")
    synapses.connect("i != j")
    synapses.delay = "(1 + 0.5*j)*ms"
    synapses.w = 0.1
    weights, spikes = StateMonitor(synapses, "w", record=True), SpikeMonitor(cells)

    @network_operation(when="after_end")
    def test():
        if enough():
            net.stop()

    net = Network(cells, synapses, weights, spikes, test)
    enough = lambda: np.mean(synapses.w) > 0.4
    net.run(1*second)
    enough = lambda: np.min(synapses.w[:][synapses.i[:] > 1]) >= 1
    net.run(1*second)
    enough = lambda: np.sum(synapses.w[:][synapses.i[:] == 0]) > 1.5 or np.all(synapses.w[:] >= 1)
    net.run(1*second)
    return {"net_states.w": weights.w[:], "cells_spikes.i": spikes.i[:], "cells_spikes.t": spikes.t/second}
