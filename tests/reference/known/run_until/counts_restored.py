from brian2 import *


def record():
    cells = NeuronGroup(3, "dv/dt = (1.2 + 0.4*i - v)/(10*ms) : 1", threshold="v > 1", reset="v = 0", method="exact")
    spikes, states = SpikeMonitor(cells), StateMonitor(cells, "v", record=True)

    @network_operation(when="after_end")
    def test():
        if enough():
            net.stop()

    net = Network(cells, spikes, states, test)
    enough = lambda: False
    net.run(12*ms)
    net.store("start")
    parts = [(spikes.i[:], spikes.t/second, states.v[:])]
    before, samples = spikes.num_spikes, len(states.t)
    for trial in range(3):
        net.restore("start")
        enough = lambda: spikes.num_spikes >= 8
        net.run(1*second)
        enough = lambda: np.sum(spikes.count[:2]) >= 5
        net.run(1*second)
        parts.append((spikes.i[before:], (spikes.t/second)[before:], states.v[:][:, samples:]))
    names = ["cells_spikes.i", "cells_spikes.t", "cells_states.v"]
    return {name: np.concatenate([part[k] for part in parts], axis=-1) for k, name in enumerate(names)}
