from brian2 import *


def network():
    gen = SpikeGeneratorGroup(3, [0, 1, 2, 0], [0, 2.5, 6.9, 6.9]*ms, period=7*ms)
    each = SpikeGeneratorGroup(1, [0], [0]*ms, period=0.1*ms)
    cells = NeuronGroup(3, "dv/dt = -v/(5*ms) : 1", method="exact")
    s = Synapses(gen, cells, on_pre="v += 1 + 0.1*i", delay=0.4*ms)
    s.connect(j="i")
    e = Synapses(each, cells, on_pre="v += 0.01")
    e.connect()
    return Network(gen, each, cells, s, e, SpikeMonitor(gen, name="gen_spikes"),
                   StateMonitor(cells, "v", record=True, name="cells_states")), [31*ms]
