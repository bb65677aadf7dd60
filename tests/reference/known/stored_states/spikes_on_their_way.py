from brian2 import *


def record():
    source = SpikeGeneratorGroup(4, [0, 0, 0, 1, 1, 2, 2, 3, 3], [1, 4.5, 9, 4.9, 5, 3, 6, 4.8, 11]*ms)
    cells = NeuronGroup(3, "dv/dt = -v/(10*ms) : 1", threshold="v > 1", reset="v = -0.5", method="exact")
    same = Synapses(source, cells, on_pre="v += 0.4 + 0.1*j", delay=1.5*ms)
    same.connect("(i + j) % 2 == 0")
    differing = Synapses(source, cells, on_pre="v += 0.3")
    differing.connect("(i + j) % 2 == 1")
    differing.delay = "(0.4 + 0.9*i + 0.3*j)*ms"
    back = Synapses(cells, cells, on_pre="v -= 0.2", delay=0.8*ms)
    back.connect("i != j")
    spikes, states = SpikeMonitor(cells), StateMonitor(cells, "v", record=True)
    net = Network(source, cells, same, differing, back, spikes, states)
    parts = []

    def recorded(since):
        late, seen = spikes.t/second >= since - 1e-9, states.t/second >= since - 1e-9
        parts.append((spikes.i[:][late], (spikes.t/second)[late], states.v[:][:, seen], (states.t/second)[seen]))

    net.run(5*ms)
    recorded(0)
    net.store("early")
    net.run(8*ms)
    recorded(5e-3)
    net.restore("early")
    net.run(7*ms)
    recorded(5e-3)
    net.restore("early")
    cells.v = "v + 0.2"
    net.run(3*ms)
    recorded(5e-3)
    names = ["cells_spikes.i", "cells_spikes.t", "cells_states.v", "cells_states.t"]
    return {name: np.concatenate([part[k] for part in parts], axis=-1) for k, name in enumerate(names)}
