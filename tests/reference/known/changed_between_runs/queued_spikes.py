from brian2 import *


def record():
    source = SpikeGeneratorGroup(3, [0, 0, 0, 0, 1, 1, 2, 2], [1, 4, 4.9, 12, 3.5, 9.7, 4.8, 9.9]*ms)
    cells = NeuronGroup(2, "dv/dt = -v/(10*ms) : 1", threshold="v > 2", reset="v = -1", method="exact")
    same = Synapses(source, cells[0:1], "w : 1", on_pre="v += w", delay=2*ms)
    same.connect()
    same.w = "0.2 + 0.1*i"
    differing = Synapses(source, cells[1:2], "w : 1", on_pre="v += w")
    differing.connect()
    differing.delay = "(1 + 1.5*i)*ms"
    differing.w = 0.3
    spikes, states = SpikeMonitor(cells), StateMonitor(cells, "v", record=True)
    net = Network(source, cells, same, differing, spikes, states)
    net.run(5*ms)
    same.w = "3*w"
    differing.w[1:] = 1.7
    cells.v[1] = 0.4
    net.run(5*ms)
    same.w["i == 2"] = -1
    differing.w[:] = differing.w[:] + 0.05*np.arange(3)
    net.run(8*ms)
    return {"cells_spikes.i": spikes.i[:], "cells_spikes.t": spikes.t/second, "cells_states.v": states.v[:]}
