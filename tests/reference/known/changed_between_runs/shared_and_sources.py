from brian2 import *


def record():
    inputs = NeuronGroup(4, "p : 1", threshold="rand() < p")
    cells = NeuronGroup(4, """dv/dt = (gain*i - v)/(5*ms) : 1
                              gain : 1 (shared)
                              since : second""", method="exact")
    relay = Synapses(inputs, cells, on_pre="v += 0.01")
    relay.connect(j="i")
    last_two = cells[2:]
    spikes, states = SpikeMonitor(inputs), StateMonitor(cells, "v", record=True)
    net = Network(inputs, cells, relay, spikes, states)
    cells.gain = 0.25
    inputs.p["i == 1"] = 1
    net.run(2*ms)
    cells.gain *= 2
    inputs.p[2:] = "i - 2"
    inputs.p[1] = 0
    last_two.since = 2*ms
    last_two.v[0] = 3.5
    net.run(3*ms)
    cells.since[:] = cells.since[:] + 2*5*ms + 0.1*ms
    return {"inputs_spikes.i": spikes.i[:], "inputs_spikes.t": spikes.t/second, "cells_states.v": states.v[:],
            "last cells.since": np.asarray(cells.since)}
