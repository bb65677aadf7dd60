from brian2 import *


def record():
    cells = NeuronGroup(4, "dv/dt = (1.5 + 0.1*i - v)/tau : 1 (unless refractory)", threshold="v > 1", reset="v = 0",
                        refractory=3*ms, method="exact")
    ring = Synapses(cells, cells, on_pre="v += 0.2")
    ring.connect(j="(i + 1) % N_post")
    ring.delay = "(1 + i)*ms"
    spikes, states = SpikeMonitor(cells), StateMonitor(cells, "v", record=True)
    net = Network(cells, ring, spikes, states)
    parts = []

    def recorded(since):
        late, seen = spikes.t/second >= since - 1e-9, states.t/second >= since - 1e-9
        parts.append((spikes.i[:][late], (spikes.t/second)[late], states.v[:][:, seen]))

    net.run(17*ms, namespace={"tau": 10*ms})
    recorded(0)
    net.store("start")
    for tau, duration in [(5*ms, 15*ms), (10*ms, 15*ms), (20*ms, 15*ms), (20*ms, 5*ms)]:
        net.restore("start")
        net.run(duration, namespace={"tau": tau})
        recorded(17e-3)
    names = ["cells_spikes.i", "cells_spikes.t", "cells_states.v"]
    return {name: np.concatenate([part[k] for part in parts], axis=-1) for k, name in enumerate(names)}
