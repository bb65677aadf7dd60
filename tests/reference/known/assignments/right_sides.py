from brian2 import *


def record():
    cells = NeuronGroup(5, """dv/dt = -v/(10*ms) : 1
                              double = 2*v + offset : 1
                              offset : 1
                              k : integer
                              on : boolean""", method="exact")
    cells.v = "1 + i"
    states = StateMonitor(cells, ["v", "k", "on", "offset"], record=True)
    network = Network(cells, states)
    network.run(3*ms)
    cells.k = "i // 2 + 1"
    cells.on = "v > 2"
    cells.offset = "t/(1*ms) + N"
    network.run(2*ms)
    cells.v = "double*int(on) + k*int(not on)"
    cells.k = "k + 3"
    cells.offset = 47
    network.run(1*ms)
    return {f"cells_states.{name}": np.asarray(getattr(states, name), dtype=float)
            for name in ["v", "k", "on", "offset"]}
