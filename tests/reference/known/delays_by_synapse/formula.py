from brian2 import *


def network():
    source = NeuronGroup(4, "dv/dt = 150*Hz + 15*Hz*i : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells = NeuronGroup(6, "dv/dt = -v/(3*ms) : 1", method="exact")
    s = Synapses(source, cells, "w : 1", on_pre="v += w")
    s.connect(condition="i != j")
    s.delay = "(i*0.37 + j*0.21)*ms"
    s.w = "1 + i + 0.1*j"
    return Network(source, cells, s, SpikeMonitor(source, name="source_spikes"),
                   StateMonitor(cells, "v", record=True, name="cells_states")), [40*ms]
