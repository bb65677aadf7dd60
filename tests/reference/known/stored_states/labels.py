from brian2 import *


def record():
    cells = NeuronGroup(4, "dv/dt = (1.4 + 0.1*i - v)/(9*ms) : 1", threshold="v > 1", reset="v = 0", method="exact")
    cells.run_regularly("v *= 0.9", dt=2.5*ms)
    slow = NeuronGroup(2, "du/dt = -u/(15*ms) : 1", method="exact", dt=0.4*ms)
    up = Synapses(cells, slow, "dx/dt = -x/(12*ms) : 1 (event-driven)", on_pre="x += 0.5; u_post += 0.1*x", delay=0.9*ms)
    up.connect()
    spikes, states = SpikeMonitor(cells), StateMonitor(slow, "u", record=True)
    net = Network(cells, slow, up, spikes, states)
    parts = []

    def recorded(since):
        late, seen = spikes.t/second >= since - 1e-9, states.t/second >= since - 1e-9
        parts.append((spikes.i[:][late], (spikes.t/second)[late], states.u[:][:, seen], (states.t/second)[seen]))

    net.store("a")
    net.run(8*ms)
    recorded(0)
    net.store("b")
    net.run(6.4*ms)
    recorded(8e-3)
    net.restore("a")
    net.run(12.4*ms)
    recorded(0)
    net.store("a")
    net.restore("b")
    net.run(5.2*ms)
    recorded(8e-3)
    net.restore("a")
    net.run(7.2*ms)
    recorded(12.4e-3)
    names = ["cells_spikes.i", "cells_spikes.t", "slow_states.u", "slow_states.t"]
    return {name: np.concatenate([part[k] for part in parts], axis=-1) for k, name in enumerate(names)}
