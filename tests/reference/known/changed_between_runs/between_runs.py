from brian2 import *


def record():
    cells = NeuronGroup(5, """dv/dt = (drive - v)/(8*ms) : 1 (unless refractory)
                              drive : 1
                              fast  : boolean
                              spent : integer""", threshold="v > 1", reset="v = 0; spent += 1",
                        refractory="3*ms*int(fast) + 7*ms*int(not fast)", method="exact")
    cells.drive = "1.1 + 0.3*i"
    spikes, states = SpikeMonitor(cells), StateMonitor(cells, "v", record=True)
    net = Network(cells, spikes, states)
    net.run(20*ms)
    # As arrays: strings leave refractory neurons alone.
    cells.v = 0.5 + 0.01*np.arange(5)
    net.run(15*ms)
    cells.drive["i > 2"] = "0.8*drive"
    cells.fast[1:4] = True
    net.run(20*ms)
    cells.v = cells.v[:] + 0.1
    cells.spent = 0
    cells.drive[0] = 4
    net.run(20*ms)
    return {"cells_spikes.i": spikes.i[:], "cells_spikes.t": spikes.t/second, "cells_states.v": states.v[:],
            "last cells.spent": np.asarray(cells.spent[:], dtype=float)}
