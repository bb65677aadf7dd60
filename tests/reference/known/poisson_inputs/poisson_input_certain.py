from brian2 import *


def network():
    cells = NeuronGroup(3, "dv/dt = -v/(10*ms) : volt", method="exact")
    return Network(cells, PoissonInput(cells, "v", N=20, rate=10*kHz, weight=0.1*mV),
                   PoissonInput(cells, "v", N=20, rate=0*Hz, weight=5*mV),
                   StateMonitor(cells, "v", record=True, name="cells_states")), [10*ms]
