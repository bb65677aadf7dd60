"""Brian2 integrates event-driven equations one by one: `y`, which `x` drives, is written as what it is in closed form, the
slow trace of `x` less its fast one. With `f = 5 ms*12 ms/(12 ms - 5 ms)/(12 ms)`, `y = f*(z - x)`, where `z` decays in 12 ms
and jumps with `x`. A pathway
of Brian2 would see `y`, a subexpression, as it was at the last event."""
from brian2 import *


def network():
    source = NeuronGroup(4, """dv/dt = (60 + 23*i)*Hz : 1
                               tau : second (constant)
                               rest : 1 (constant)""", method="euler", threshold="v > 1", reset="v = 0")
    source.tau = "(4 + 3*i)*ms"
    source.rest = "0.02*i"
    cells = NeuronGroup(3, """dv/dt = (1.1 + 0.05*j0 - v)/(8*ms) : 1
                              j0 : 1 (constant)""", method="exact", threshold="v > 1", reset="v = 0")
    cells.j0 = "i"
    stdp = Synapses(source, cells, """w : 1
                                      f = 5.0/7.0 : 1
                                      dapre/dt = (rest_pre - apre)/tau_pre : 1 (event-driven)
                                      dx/dt = -x/(5*ms) : 1 (event-driven)
                                      dz/dt = -z/(12*ms) : 1 (event-driven)
                                      y = f*(z - x) : 1""",
                    on_pre="""v_post += 0.05*w
                              w = clip(w - 0.02*f*(z - x), 0, 1)
                              apre += 0.1""",
                    on_post="""w = clip(w + 0.1*apre, 0, 1)
                               jump = 1 + f*(z - x)
                               x += jump
                               z += jump""")
    stdp.connect()
    stdp.w = 0.5
    return Network(source, cells, stdp, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(stdp, ["w", "apre", "x", "y"], record=True, dt=1*ms, name="stdp_states")), [150*ms]
