from brian2 import *


def record():
    cells = NeuronGroup(4, "dv/dt = (1.3 + 0.2*i - v)/(10*ms) : 1 (unless refractory)", threshold="v > 1",
                        reset="v = 0", refractory=2.2*ms, method="exact")
    cells.v = 0.02
    ring = Synapses(cells, cells, on_pre="v += 0.1", delay=1.6*ms)
    ring.connect(j="(i + 1) % N_post")
    inputs = SpikeGeneratorGroup(1, [0]*6, [3, 20.6, 20.9, 39.2, 40.15, 43.35]*ms)
    kick = Synapses(inputs, cells, on_pre="v -= 0.3", delay=0.8*ms)
    kick.connect()
    spikes, states = SpikeMonitor(cells), StateMonitor(cells, "v", record=True)
    net = Network(cells, ring, inputs, kick, spikes, states)
    net.run(20*ms)
    defaultclock.dt = 0.2*ms
    net.run(20*ms)
    defaultclock.dt = 0.05*ms
    net.run(5*ms)
    return {"cells_spikes.i": spikes.i[:], "cells_spikes.t": spikes.t/second, "cells_states.v": states.v[:],
            "cells_states.t": states.t/second}
