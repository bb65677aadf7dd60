import numpy as np
from brian2 import *


def record():
    cells = NeuronGroup(3, "dv/dt = (x - v)/(5*ms) : 1\nx : 1\ntotal : 1", method="exact")
    cells.x = "1 + i"
    states = StateMonitor(cells, ["v", "x", "total"], record=True)
    network = Network(cells, states)
    # Nothing depends on the time, so setting the variables back by hand will do.
    network.run(2*ms)
    v, x = np.array(cells.v), np.array(cells.x)
    for _ in range(3):
        cells.v = v
        network.run(4*ms)
        cells.x *= 1.5
        cells.total = "total + v"
    cells.v, cells.x = v, x
    network.run(1*ms)
    return {f"cells_states.{name}": getattr(states, name) for name in ["v", "x", "total"]}
