from brian2 import *


def network():
    cells = NeuronGroup(2, """dv/dt = -v/(10*ms) : volt (unless refractory)
                              du/dt = -u/(10*ms) : volt""", method="exact", threshold="v > 5*mV", reset="v = 0*mV",
                        refractory=2*ms)
    cells.v = "i*2*mV"
    return Network(cells, PoissonInput(cells, "v", N=4, rate=10*kHz, weight=0.1*mV),
                   PoissonInput(cells, "u", N=2, rate=10*kHz, weight=0.1*mV),
                   StateMonitor(cells, ["v", "u"], record=True, name="cells_states"),
                   SpikeMonitor(cells, name="cells_spikes")), [15*ms]
