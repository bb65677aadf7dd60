from brian2 import *


def network():
    later = NeuronGroup(3, "dx/dt = 1/(1*ms) : 1", method="euler", threshold="x > 1.2", reset="x = 0", name="later")
    source = NeuronGroup(3, "x : 1 (linked)", threshold="x > 0.35*(i + 1)", reset="", name="source")
    source.x = linked_var(later, "x")
    return Network(source, later, SpikeMonitor(source, name="source_spikes"), SpikeMonitor(later, name="later_spikes")), [5*ms]
