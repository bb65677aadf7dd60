from brian2 import *


def network():
    source = NeuronGroup(4, "dx/dt = 1/(5*ms) : 1", method="euler", threshold="x > 1 + 0.2*i", reset="x = 0")
    target = NeuronGroup(2, "dv/dt = -v/(10*ms) : volt", method="exact")
    synapses = Synapses(source, target, """w : volt
                                           m : 1""", on_pre="v_post += w*m")
    synapses.connect()
    synapses.w = linspace(0.5, 4, 8)*mV
    synapses.m = array([[1, -1], [0.5, 2], [0, 3], [-2, 1]]).flatten()
    return Network(source, target, synapses, SpikeMonitor(source, name="source_spikes"),
                   StateMonitor(target, "v", record=True, name="target_states")), [40*ms]
