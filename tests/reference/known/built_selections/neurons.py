import numpy as np
from brian2 import *


def record():
    cells = NeuronGroup(6, "dv/dt = 1/(2*ms) : 1\nw : 1", threshold="v > 1", reset="v = 0", method="euler")
    cells.v, cells.w = "0.15*i", "(i*5) % 6"
    w = np.asarray(cells.w)
    states = StateMonitor(cells, "v", record=np.flatnonzero(w > 2))
    spikes = SpikeMonitor(cells)
    Network(cells, states, spikes).run(5*ms)
    i, t = np.asarray(spikes.i), np.asarray(spikes.t)
    of_part = (i >= 2) & (w[i] < 3)
    even = w % 2 == 0
    steps = np.round(t[even[i]]/1e-4).astype(int)
    rate = np.bincount(steps//5, minlength=10)/(even.sum()*5e-4)
    return {"chosen.v": states.v, "chosen.i": states.record, "part_spikes.i": i[of_part] - 2,
            "part_spikes.t": t[of_part], "counted.i": np.flatnonzero(w >= 4),
            "counted.count": np.bincount(i, minlength=6)[w >= 4], "cells_rate.rate": rate}
