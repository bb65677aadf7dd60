from brian2 import *


def record():
    cells = NeuronGroup(3, """dv/dt = (1.6 + 0.2*i - v - w)/(10*ms) : 1
                              dw/dt = (0.3*v - w)/(30*ms) : 1""", threshold="v > 1", reset="v = 0; w += 0.1",
                        method="euler")
    other = NeuronGroup(1, "dx/dt = -x**3/(5*ms) : 1", method="rk4")
    other.x = 2
    states, spikes = StateMonitor(cells, ["v", "w"], record=True), SpikeMonitor(cells)
    others = StateMonitor(other, "x", record=True)
    net = Network(cells, other, states, spikes, others)
    for of_cells, of_other in [("euler", "rk4"), ("exact", "rk4"), ("rk2", "rk2"), ("exponential_euler", "euler"),
                               ("rk4", "euler")]:
        cells.state_updater.method_choice = of_cells
        other.state_updater.method_choice = of_other
        net.run(15*ms)
    return {"cells_states.v": states.v[:], "cells_states.w": states.w[:], "cells_spikes.i": spikes.i[:],
            "cells_spikes.t": spikes.t/second, "other_states.x": others.x[:]}
