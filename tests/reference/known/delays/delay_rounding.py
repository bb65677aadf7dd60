from brian2 import *


def network():
    source = NeuronGroup(1, "dv/dt = 160*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells = NeuronGroup(8, "dv/dt = -v/(1*ms) : 1", method="exact")
    synapses = []
    for target, delay in enumerate([0*ms, 0.04*ms, 0.05*ms, 60*us, 0.14*ms, 0.25*ms, 0.36*ms, 1.2*ms]):
        synapses.append(Synapses(source, cells[target:target + 1], on_pre="v += 1", delay=delay))
        synapses[-1].connect()
    return Network(source, cells, synapses, SpikeMonitor(source, name="source_spikes"),
                   StateMonitor(cells, "v", record=True, name="cells_states")), [20*ms]
