from brian2 import *


def network():
    p = PoissonGroup(2, "2*kHz*int(t > 1.2*ms)", dt=0.5*ms)
    q = PoissonGroup(2, "4*kHz*int(i == 1)", dt=0.25*ms)
    cells = NeuronGroup(2, """dg/dt = -g/(2*ms) : 1
                              m : 1""", method="exact")
    s = Synapses(p, cells, on_pre="g += 1", delay=0.3*ms)
    s.connect("i == j")
    r = Synapses(q, cells, on_pre="m += 1", delay=0.3*ms)
    r.connect()
    return Network(p, q, cells, s, r, SpikeMonitor(p, name="p_spikes"), SpikeMonitor(q, name="q_spikes"),
                   StateMonitor(cells, ["g", "m"], record=True, name="cells_states")), [4.2*ms]
