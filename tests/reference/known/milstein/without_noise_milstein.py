from brian2 import *


def network():
    cells = NeuronGroup(4, """dv/dt = (v - v**3/3 - w + 0.5 + 0.3*sin(2*t/ms) + s)/(2*ms) : 1 (unless refractory)
                              dw/dt = (v + 0.7 - 0.8*w)/(10*ms + 2*i*ms)                  : 1
                              s     = 0.2*cos(w*v)                                        : 1""", method="milstein",
                        threshold="v > 1", reset="v = -0.5; w += 0.1", refractory=3.05*ms)
    cells.v = "0.1*i"
    cells.w = 0.2
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "w"], record=True, name="cells_states")), [60*ms]
