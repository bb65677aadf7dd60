from brian2 import *


def network():
    constants = dict(tau=10*ms)
    cells = NeuronGroup(4, """dv/dt = (2 - v)/tau : 1 (unless refractory)
                              du/dt = (v - u)/tau : 1
                              held : boolean
                              count : integer""", method="euler", threshold="v > 1", refractory="held and t < 40*ms",
                        reset="v = 0.2; held = i % 2 == 0; count += 1", namespace=constants, name="cells")
    clock = NeuronGroup(1, "dx/dt = 1/(3*ms) : 1", method="euler", threshold="x > 1", reset="x = 0", name="clock")
    s = Synapses(clock, cells, on_pre="v += 0.1; u += 0.05")
    s.connect()
    return Network(cells, clock, s, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "u", "count", "held"], record=True, name="cells_states")), [60*ms]
