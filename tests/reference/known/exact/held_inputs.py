from brian2 import *


def network():
    drive = TimedArray([0.5, 1.5, 2, 1, 1.8], dt=7*ms)
    cells = NeuronGroup(3, """dv/dt = (drive(t) + u - v)/(6*ms) : 1 (unless refractory)
                              du/dt = (p - u)/(9*ms)            : 1
                              p : 1""", method="exact", threshold="v > 1", reset="v = 0; p += 0.05*(1 + i)",
                        refractory=2*ms, namespace=dict(drive=drive))
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "u"], record=True, name="cells_states")), [60*ms]
