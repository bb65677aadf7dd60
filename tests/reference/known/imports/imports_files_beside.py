from brian2 import *


def network():
    gen = SpikeGeneratorGroup(2, [1, 0, 1], [1, 2.4, 3]*ms, period=4*ms)
    cells = NeuronGroup(2, "dv/dt = -v/(5*ms) : 1", method="exact")
    s = Synapses(gen, cells, on_pre="v += 2")
    s.connect("i == j")
    return Network(gen, cells, s, SpikeMonitor(gen, name="gen_spikes"),
                   StateMonitor(cells, "v", record=True, name="cells_states")), [10*ms]
