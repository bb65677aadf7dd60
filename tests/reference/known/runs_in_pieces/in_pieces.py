from brian2 import *


def network():
    cells = NeuronGroup(8, "dv/dt = (1.2 + 0.05*i - v)/(10*ms) : 1 (unless refractory)", threshold="v > 1",
                        reset="v = 0", refractory=2.5*ms, method="exact")
    cells.v = "0.1*i"
    cells.run_regularly("v += 0.05*int(not_refractory)", dt=3*ms)
    slow = NeuronGroup(2, "du/dt = -u/(20*ms) : 1", method="exact", dt=0.5*ms)
    ring = Synapses(cells, cells, on_pre="v += 0.08")
    ring.connect(j="(i + 1) % N_post")
    ring.delay = "(0.5 + 0.7*i)*ms"
    up = Synapses(cells, slow, on_pre="u += 0.3", delay=1.3*ms)
    up.connect("i % 2 == j")
    return Network(cells, slow, ring, up, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, "v", record=[0, 3], dt=0.7*ms, order=1, name="cells_states"),
                   StateMonitor(slow, "u", record=True, name="slow_states"),
                   PopulationRateMonitor(cells, name="cells_rate")), [7.3*ms, 0.1*ms, 12.9*ms, 0*ms, 21.4*ms]
