import numpy as np
from brian2 import *


def record():
    cells = NeuronGroup(6, "dv/dt = (1.25 + 0.07*i - v)/(9*ms) : 1", method="exact", threshold="v > 1", reset="v = 0")
    cells.v = "0.11*i"
    stdp = Synapses(cells, cells, """w : 1
                                     seen : 1
                                     latest : second
                                     dapre/dt = -apre/(1*ms) : 1 (event-driven)
                                     dapost/dt = -apost/(3*ms) : 1 (event-driven)
                                     both = apre + 2*apost : 1""",
                    on_pre="v_post += 0.01*w; apre += 1; w = clip(w - 0.05*apost, 0, 1)",
                    on_post="apost += 1; w = clip(w + 0.05*apre, 0, 1)", delay=0.6*ms)
    stdp.connect(condition="i != j")
    stdp.w = 0.5
    stdp.run_regularly("seen = both; latest = lastupdate", dt=5*ms, order=-1)
    states = StateMonitor(stdp, ["w", "seen", "latest", "both"], record=True, dt=1*ms)
    spikes = SpikeMonitor(cells)
    net = Network(cells, stdp, states, spikes)
    pieces = []

    def keep(samples, count):
        pieces.append([np.array(getattr(states, name))[:, samples:] for name in ["w", "seen", "latest", "both"]]
                      + [np.array(spikes.t)[count:], np.array(spikes.i)[count:]])

    net.run(40*ms)
    samples, count = len(states.t), len(spikes.t)
    net.store()
    net.run(35*ms)
    keep(0, 0)
    # Brian2's monitors are set back, too.
    net.restore()
    net.run(50*ms)
    stdp.seen = "apre - apost"
    net.run(5*ms)
    keep(samples, count)
    join = lambda at: np.concatenate([piece[at] for piece in pieces], axis=-1)
    arrays = {f"stdp_states.{name}": join(at) for at, name in enumerate(["w", "seen", "latest", "both"])}
    return arrays | {"cells_spikes.t": join(4), "cells_spikes.i": join(5)}
