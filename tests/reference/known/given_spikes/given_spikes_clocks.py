from brian2 import *


def network():
    coarse = SpikeGeneratorGroup(3, [0, 1, 2, 0], [1, 1.7, 2.49, 4.5]*ms, period=6*ms, dt=0.5*ms)
    fine = SpikeGeneratorGroup(2, [0, 1], [0.33, 1.02]*ms, dt=0.05*ms)
    cells = NeuronGroup(3, "dv/dt = -v/(5*ms) : 1", method="exact", threshold="v > 1.5", reset="v = 0", dt=0.1*ms)
    c = Synapses(coarse, cells, on_pre="v += 1", delay=1*ms)
    c.connect("i == j")
    f = Synapses(fine, cells, on_pre="v += 0.3")
    f.connect()
    return Network(coarse, fine, cells, c, f, SpikeMonitor(coarse, name="coarse_spikes"),
                   SpikeMonitor(fine, name="fine_spikes"), StateMonitor(cells, "v", record=True, name="cells_states"),
                   SpikeMonitor(cells, name="cells_spikes")), [20*ms]
