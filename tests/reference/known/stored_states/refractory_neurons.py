from brian2 import *


def record():
    cells = NeuronGroup(6, """dv/dt = (drive - v)/(6*ms) : 1 (unless refractory)
                              drive : 1
                              since : second""", threshold="v > 1", reset="v = 0; since = t", refractory=4*ms,
                        method="exact")
    cells.drive = "1.2 + 0.2*i"
    held = NeuronGroup(3, """dv/dt = (1.5 - v)/(6*ms) : 1 (unless refractory)
                             dh/dt = -h/(5*ms) : 1""", threshold="v > 1", reset="v = 0; h = 1 + i",
                       refractory="h > 0.5", method="exact")
    states = StateMonitor(cells, "v", record=True)
    spikes = SpikeMonitor(cells, variables="since")
    held_spikes = SpikeMonitor(held)
    held_states = StateMonitor(held, ["v", "not_refractory"], record=True)
    net = Network(cells, held, states, spikes, held_spikes, held_states)
    parts = []

    def recorded(since):
        late, seen = spikes.t/second >= since - 1e-9, states.t/second >= since - 1e-9
        held_late = held_spikes.t/second >= since - 1e-9
        parts.append({"M.v": states.v[:][:, seen], "cells_spikes.i": spikes.i[:][late],
                      "cells_spikes.t": (spikes.t/second)[late],
                      "cells_spikes.since": np.asarray(spikes.since[:])[late],
                      "held_spikes.i": held_spikes.i[:][held_late],
                      "held_spikes.t": (held_spikes.t/second)[held_late], "held_states.v": held_states.v[:][:, seen],
                      "held_states.not_refractory": held_states.not_refractory[:][:, seen].astype(float)})

    net.run(13.7*ms)
    recorded(0)
    net.store("later")
    net.run(9*ms)
    recorded(13.7e-3)
    net.restore("later")
    cells.drive = "drive + 0.3"
    net.run(30*ms)
    recorded(13.7e-3)
    net.restore("later")
    net.run(20*ms)
    recorded(13.7e-3)
    return {name: np.concatenate([part[name] for part in parts], axis=-1) for name in parts[0]}
