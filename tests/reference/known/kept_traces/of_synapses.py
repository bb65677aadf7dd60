"""Brian2 integrates event-driven equations one by one: `g`, which `f` drives, is written as what it is in closed form, the
slow trace of `f` less its fast one, and what is added to itself: `g = 5/3*(z - f) + h`, where `z` and `h` decay in 8 ms. A pathway of
Brian2 would see `g`, a subexpression, as it was at the last event."""
from brian2 import *


def network():
    source = NeuronGroup(4, "dv/dt = (60 + 23*i)*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells = NeuronGroup(3, """dv/dt = (1.1 + 0.05*j0 - v)/(8*ms) : 1
                              j0 : 1""", method="exact", threshold="v > 1", reset="v = 0")
    cells.j0 = "i"
    stdp = Synapses(source, cells, """w : 1
                                      tau : second (constant)
                                      da/dt = -a/tau : 1 (event-driven)
                                      db/dt = -b/(7*ms) : 1 (event-driven)
                                      dc/dt = -c/(9*ms) : 1 (event-driven)
                                      dd/dt = -d/(6*ms) : 1 (event-driven)
                                      df/dt = -f/(5*ms) : 1 (event-driven)
                                      dz/dt = -z/(8*ms) : 1 (event-driven)
                                      dh/dt = -h/(8*ms) : 1 (event-driven)
                                      g = 5.0/3.0*(z - f) + h : 1""",
                    on_pre="""a += 0.1
                              b += 0.1*w
                              c += 0.05*v_post
                              d += 0.2
                              f += 0.1
                              z += 0.1
                              h += 0.01*j
                              w = clip(w - 0.02*a - 0.01*b, 0, 1)""",
                    on_post="w = clip(w + 0.1*(c + d + 5.0/3.0*(z - f) + h), 0, 1)")
    stdp.connect()
    stdp.w = "0.2 + 0.1*i"
    stdp.tau = "(5 + 2*i + j)*ms"
    stdp.d = "0.3*(i + 1)"
    return Network(source, cells, stdp, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(stdp, ["w", "a", "b", "c", "d", "f", "g"], record=True, dt=1*ms,
                                name="stdp_states")), [120*ms]
