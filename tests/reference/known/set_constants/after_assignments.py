from brian2 import *


def record():
    cells = NeuronGroup(5, """dv/dt = (drive - v)/(10*ms) : 1
                              drive : 1""", threshold="v > 1", reset="v = 0", method="exact")
    cells.drive, cells.v = "1.2 + 0.1*i", "0.1*i"
    synapses = Synapses(cells, cells, """w : 1
                                         uses : integer""",
                        on_pre="v_post += w; w = clip(w + rate_of_learning, 0, 0.3); uses += 1")
    synapses.connect("(3*i + 2*j) % 4 == 1")
    synapses.w = 0.05
    weights, spikes = StateMonitor(synapses, "w", record=True), SpikeMonitor(cells)
    net = Network(cells, synapses, weights, spikes)
    cells.drive[2] = 3
    net.run(20*ms, namespace={"rate_of_learning": 0.01})
    synapses.w["i == 2"] = 0.3
    net.run(20*ms, namespace={"rate_of_learning": -0.02})
    cells.drive = "1.1*drive"
    net.run(10*ms, namespace={"rate_of_learning": 0})
    return {"net_states.w": weights.w[:], "cells_spikes.i": spikes.i[:], "cells_spikes.t": spikes.t/second,
            "last net.uses": np.asarray(synapses.uses[:], dtype=float)}
