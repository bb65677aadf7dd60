from brian2 import *


def network():
    source = NeuronGroup(3, "dv/dt = (150*Hz + 60*i*Hz) : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells = NeuronGroup(3, "dv/dt = -v/(10*ms) : 1", method="exact")
    double = Synapses(source, cells, "s : 1", on_pre="v += s", delay=0.3*ms, multisynaptic_index="k")
    double.connect("i <= j", n=2)
    double.connect("i == 0")
    double.s = "1 + 10*k + 100*j + i"
    return Network(source, cells, double, SpikeMonitor(source, name="source_spikes"),
                   StateMonitor(cells, "v", record=True, name="cells_states"),
                   StateMonitor(double, "s", record=True, name="double_states")), [30*ms]
