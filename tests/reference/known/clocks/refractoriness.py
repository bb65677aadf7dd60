from brian2 import *


def network():
    cells = NeuronGroup(8, """dv/dt = (3 - v)/(1*ms) : 1 (unless refractory)
                              period : second (constant)""", method="exact", threshold="v > 1", reset="v = 0",
                        refractory="period", dt=0.2*ms)
    cells.period = "2*ms + i*0.05*ms"
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, "v", record=True, name="cells_states")), [20*ms]
