import numpy as np
from brian2 import *


def record():
    cells = NeuronGroup(4, "dv/dt = (1.5 + 0.2*i + 0.5*sin(2*pi*t/(7*ms)) - v)/(5*ms) : 1 (unless refractory)",
                        threshold="v > 1", reset="v = 0", refractory=2*ms, method="euler")
    ring = Synapses(cells, cells, "w : 1", on_pre="v_post += w; w += 0.01", delay=3*ms)
    ring.connect("j == (i + 1) % N_post")
    ring.w = 0.1
    states, spikes, weights = StateMonitor(cells, "v", record=True), SpikeMonitor(cells), StateMonitor(ring, "w", record=True)
    network = Network(cells, ring, states, spikes, weights)
    network.run(12.3*ms)
    network.store()
    samples, count = len(states.t), len(spikes.t)
    pieces = []

    def keep(first):
        begin, at = (0, 0) if first else (samples, count)
        pieces.append([states.v[:, begin:].copy(), weights.w[:, begin:].copy(), np.array(states.t)[begin:].copy(),
                       np.array(spikes.t)[at:].copy(), np.array(spikes.i)[at:].copy()])

    network.run(8*ms)
    keep(True)
    for duration in [8*ms, 4*ms]:
        # Brian2's monitors are set back, too.
        network.restore()
        network.run(duration)
        keep(False)
    join = lambda at: np.concatenate([piece[at] for piece in pieces], axis=-1)
    return {"cells_states.v": join(0), "ring_states.w": join(1), "cells_states.t": join(2), "cells_spikes.t": join(3),
            "cells_spikes.i": join(4)}
