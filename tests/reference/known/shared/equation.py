from brian2 import *


def network():
    cells = NeuronGroup(3, """dx/dt = (1 - x)/(12*ms) : 1
                              dy/dt = (x - y*y)/(7*ms) : 1
                              dv/dt = (2*x + y*(1 + i) - v)/(5*ms) : 1""", method="rk4",
                        threshold="v > 1 + y and x > 0.2", reset="v = 0")
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["x", "y", "v"], record=True, name="cells_states")), [40*ms]
