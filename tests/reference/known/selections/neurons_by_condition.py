from brian2 import *


def record():
    cells = NeuronGroup(10, """dv/dt = (drive - v)/(10*ms) : volt
                               drive : volt (constant)""", threshold="v > 20*mV", reset="v = -5*mV", method="exact")
    cells.drive, cells.v = "(30 + 5*i)*mV", "(i*7 % 10 - 4)*mV"
    v, i, drive = cells.v/mV, np.arange(10), cells.drive/mV
    kind = i % 3 == 0
    positive, part = np.flatnonzero(v > 0), 2 + np.array([*np.flatnonzero(v[2:8] < 0), 5, 0])
    counted, rated = np.flatnonzero(~kind & (drive > 50)), (v > 0) & (i > 3)
    last = np.array([7, 8, 9, 0])
    states, spikes = StateMonitor(cells, "v", record=True), SpikeMonitor(cells)
    net = Network(cells, states, spikes)
    cells.v = "-v"
    net.run(50*ms)
    of_kind, of_rated = kind[spikes.i[:]], rated[spikes.i[:]]
    bins = np.floor((spikes.t/ms)[of_rated]/10 + 1e-6).astype(int)
    return {"cells_states.i": positive, "cells_states.v": states.v[:][positive],
            "S.i": spikes.i[:][of_kind], "S.t": (spikes.t/second)[of_kind],
            "C.i": counted, "C.count": np.asarray(spikes.count)[counted].astype(float),
            "R.rate": np.bincount(bins, minlength=5)/(rated.sum()*10e-3),
            "P.i": part - 2, "P.v": states.v[:][part], "L.i": last, "L.v": states.v[:][last]}
