from brian2 import *


def record():
    cells = NeuronGroup(5, "dv/dt = (1.3 + 0.2*i - v)/(10*ms) : 1", threshold="v > 1", reset="v = 0", method="exact")
    ring = Synapses(cells, cells, on_pre="v += 0.1", delay=0.5*ms)
    ring.connect(j="(i + 1) % N_post")
    spikes, states = SpikeMonitor(cells), StateMonitor(cells, "v", record=[0])
    enough = lambda: False

    @network_operation(when="after_end")
    def test():
        if enough():
            net.stop()

    net = Network(cells, ring, spikes, states, test)
    enough = lambda: spikes.num_spikes >= 12
    net.run(1*second)
    enough = lambda: False
    net.run(2.3*ms)
    enough = lambda: np.sum(spikes.count[:2]) >= 6
    net.run(1*second)
    enough = lambda: spikes.count[4] >= 15 or spikes.num_spikes > 200
    net.run(1*second)
    return {"cells_spikes.i": spikes.i[:], "cells_spikes.t": spikes.t/second, "cells_states.v": states.v[:],
            "cells_states.t": states.t/second}
