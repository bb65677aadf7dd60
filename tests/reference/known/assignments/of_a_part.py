from brian2 import *


def record():
    cells = NeuronGroup(7, "v : 1")
    last = cells[3:]
    states = StateMonitor(cells, "v", record=True)
    last.v = "10*i + N"
    last.v[0] += 0.5
    last.v["i > 2"] = "-i"
    cells.v[1:3] = "i"
    Network(cells, states).run(0.2*ms)
    return {"cells_states.v": states.v}
