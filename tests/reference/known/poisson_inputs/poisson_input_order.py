from brian2 import *


def network():
    gen = SpikeGeneratorGroup(1, [0, 0, 0], [1, 2, 2.1]*ms)
    cells = NeuronGroup(5, "dv/dt = -v/(10*ms) : 1", method="exact")
    s = Synapses(gen, cells, on_pre="v_post *= 0.25", name="a")
    s.connect()
    # Of one order, objects go by their names.
    return Network(gen, cells, s,
                   PoissonInput(cells[1:4], "v", N=3, rate=10*kHz, weight="0.1*cos(2*pi*t/(3*ms))", order=1),
                   PoissonInput(cells[3:], "v", N=2, rate=10*kHz, weight="0.02*v", order=2),
                   StateMonitor(cells, "v", record=True, name="cells_states")), [6*ms]
