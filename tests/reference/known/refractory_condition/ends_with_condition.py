from brian2 import *


def network():
    cells = NeuronGroup(6, """dv/dt = (1.5 + 0.2*i - v + w)/(5*ms) : 1
                              dw/dt = (0.4 - v)/(20*ms) : 1""", method="euler", threshold="v > 1",
                        refractory="v > 0.6")
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "w", "not_refractory"], record=True, name="cells_states")), [60*ms]
