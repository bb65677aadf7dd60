from brian2 import *


def network():
    constants = dict(tau=4*ms)
    cells = NeuronGroup(9, """dv/dt = (8 - v)/tau : 1 (unless refractory)
                              du/dt = 100*Hz      : 1
                              ref   : second""", method="euler", threshold="v > 1", reset="v = 0.1*i",
                        refractory="ref", namespace=constants)
    cells.ref = "2*ms + i*0.025*ms"
    eager = NeuronGroup(3, "v : 1", threshold="True", refractory="i*dt + 0.03*ms")
    return Network(cells, eager, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "u"], record=True, name="cells_states"),
                   SpikeMonitor(eager, name="eager_spikes")), [20*ms]
