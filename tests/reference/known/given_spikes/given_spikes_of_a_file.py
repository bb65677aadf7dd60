from brian2 import *


def network():
    i, t = [3, 0, 1, 2, 3, 1, 2, 4, 0], [3.5, 1, 1, 7.7, 1, 3.6, 3.5, 3, 9.9]
    gen = SpikeGeneratorGroup(5, i, t*ms)
    cells = NeuronGroup(5, """dv/dt = -v/(8*ms) : 1
                              since : second""", method="exact", threshold="v > 1", reset="v = 0")
    s = Synapses(gen, cells, on_pre="v_post += 0.35 + 0.05*j; since_post = 0*second", name="a")
    s.connect()
    l = Synapses(gen, cells, on_pre="v_post -= 0.2", delay=0.1*ms, name="b")
    l.connect(i=[3, 4], j=[0, 1])
    return Network(gen, cells, s, l, SpikeMonitor(gen, name="gen_spikes"), SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "since"], record=True, name="cells_states")), [12*ms]
