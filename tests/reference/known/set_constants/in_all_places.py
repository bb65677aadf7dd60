from brian2 import *


def record():
    cells = NeuronGroup(6, "dv/dt = (pull + 0.1*i)/tau - v/tau : 1 (unless refractory)", threshold="v > limit",
                        reset="v = bottom", refractory="rest", method="exact")
    cells.v = "0.15*i"
    cells.run_regularly("v -= step*int(not_refractory)", dt=2*ms)
    ring = Synapses(cells, cells, on_pre="v += weight", delay=2.3*ms)
    ring.connect(j="(i + 1) % N_post")
    spikes, states = SpikeMonitor(cells), StateMonitor(cells, "v", record=True)
    net = Network(cells, ring, spikes, states)
    now = {"tau": 10*ms, "limit": 1, "bottom": 0, "rest": 3*ms, "weight": 0.1, "step": 0.02, "pull": 1.3}
    net.run(25.5*ms, namespace=now)
    now["tau"] = 5*ms
    net.run(20*ms, namespace=now)
    now |= {"limit": 1.5, "pull": 1.8, "bottom": -0.25}
    net.run(20.2*ms, namespace=now)
    now |= {"rest": 2.5*ms, "weight": 0.2, "step": 0}
    net.run(30*ms, namespace=now)
    return {"cells_spikes.i": spikes.i[:], "cells_spikes.t": spikes.t/second, "cells_states.v": states.v[:]}
