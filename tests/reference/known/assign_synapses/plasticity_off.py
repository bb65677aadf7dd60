from brian2 import *


def record():
    cells = NeuronGroup(6, "dv/dt = (1.3 + 0.1*i - v)/(10*ms) : 1", threshold="v > 1", reset="v = 0", method="exact")
    cells.v = "0.13*i"
    stdp = Synapses(cells[:3], cells[3:], """w : 1
                                             eta : 1 (shared)
                                             dapre/dt = -apre/(20*ms) : 1 (event-driven)
                                             dapost/dt = -apost/(25*ms) : 1 (event-driven)""",
                    on_pre="v_post += 0.1*w; apre += 1; w = clip(w - eta*apost, 0, 1)",
                    on_post="apost += 1; w = clip(w + eta*apre, 0, 1)", delay=1*ms)
    stdp.connect()
    stdp.w = [0.3 + 0.05*k for k in range(9)]
    weights, spikes = StateMonitor(stdp, "w", record=True), SpikeMonitor(cells)
    net = Network(cells, stdp, weights, spikes)
    stdp.eta = 0.02
    net.run(60*ms)
    stdp.eta = 0
    net.run(40*ms)
    stdp.w["i == 1"] = 0.5
    stdp.apre["j == 2"] = 2
    stdp.eta = 0.05
    net.run(60*ms)
    return {"stdp_states.w": weights.w[:], "cells_spikes.i": spikes.i[:], "cells_spikes.t": spikes.t/second}
