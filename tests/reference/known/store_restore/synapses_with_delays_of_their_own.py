import numpy as np
from brian2 import *


def record():
    source = NeuronGroup(3, "dv/dt = (2 + 0.3*i - v)/(5*ms) : 1", threshold="v > 1", reset="v = 0", method="exact")
    target = NeuronGroup(3, "x : 1")
    s = Synapses(source, target, "w : 1", on_pre="x_post += w")
    s.connect()
    s.delay = "(1 + i + 2*j)*ms"
    s.w = "1 + i + 10*j"
    states = StateMonitor(target, "x", record=True)
    network = Network(source, target, s, states)
    network.run(9.3*ms)
    network.store()
    first = len(states.t)
    network.run(6*ms)
    before = np.array(states.x)
    network.restore()
    network.run(6*ms)
    return {"target_states.x": np.concatenate([before, np.array(states.x)[:, first:]], axis=1)}
