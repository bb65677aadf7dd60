from brian2 import *


def record():
    cells = NeuronGroup(6, """dv/dt = (1.25 + 0.15*i - v)/(10*ms) : 1
                              spent : 1""", threshold="v > 1", reset="v = 0; spent += 1", method="exact")
    cells.v = "0.11*i"
    stdp = Synapses(cells, cells, """w : 1
                                     dapre/dt = -apre/(20*ms) : 1 (event-driven)
                                     dapost/dt = -apost/(20*ms) : 1 (event-driven)""",
                    on_pre="v_post += 0.1*w; apre += 0.05; w = clip(w - apost, 0, 1)",
                    on_post="apost += 0.05; w = clip(w + apre, 0, 1)")
    stdp.connect("i != j")
    stdp.pre.delay = "(0.5 + 0.2*i)*ms"
    stdp.w = [0.5 + 0.01*k for k in range(30)]
    weights, spikes = StateMonitor(stdp, "w", record=True), SpikeMonitor(cells)
    net = Network(cells, stdp, weights, spikes)
    parts = []

    def recorded(since):
        late, seen = spikes.t/second >= since - 1e-9, weights.t/second >= since - 1e-9
        parts.append((spikes.i[:][late], (spikes.t/second)[late], weights.w[:][:, seen]))

    net.run(20*ms)
    recorded(0)
    net.store("start")
    for trial in range(3):
        w, spent = stdp.w[:].copy(), cells.spent[:].copy()
        net.restore("start")
        stdp.w, cells.spent = w, spent
        net.run(40*ms)
        recorded(20e-3)
    net.restore("start")
    net.run(10*ms)
    recorded(20e-3)
    names = ["cells_spikes.i", "cells_spikes.t", "stdp_states.w"]
    result = {name: np.concatenate([part[k] for part in parts], axis=-1) for k, name in enumerate(names)}
    return result | {"last cells.spent": cells.spent[:]}
