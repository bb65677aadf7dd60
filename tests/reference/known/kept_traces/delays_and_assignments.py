from brian2 import *

TRACES = """w : 1
            dapre/dt = -apre/(6*ms) : 1 (event-driven)
            dapost/dt = -apost/(9*ms) : 1 (event-driven)"""


def record():
    source = NeuronGroup(4, "dv/dt = (60 + 23*i)*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells = NeuronGroup(3, """dv/dt = (1.1 + 0.05*j0 - v)/(8*ms) : 1
                              j0 : 1""", method="exact", threshold="v > 1", reset="v = 0")
    cells.j0 = "i"
    on_post = "apost += 0.1; w = clip(w + 0.1*apre, 0, 1)"
    late = Synapses(source, cells, TRACES, on_pre="v_post += 0.05*w; apre += 0.1; w = clip(w - 0.1*apost, 0, 1)",
                    on_post=on_post)
    late.connect()
    late.pre.delay = "(0.5 + 0.3*i + 0.7*j)*ms"
    late.w = 0.5
    assigned = Synapses(source, cells, TRACES, on_pre="apre += 0.1; w = clip(w - 0.1*apost, 0, 1)",
                        on_post=on_post, delay=1*ms)
    assigned.connect()
    assigned.w = 0.5
    monitors = {name: StateMonitor(of, ["w", "apre", "apost"], record=True, dt=1*ms)
                for name, of in [("late", late), ("assigned", assigned)]}
    spikes = SpikeMonitor(cells)
    net = Network(source, cells, late, assigned, spikes, *monitors.values())
    net.run(60*ms)
    assigned.apre["i == 1"] = 0.4
    net.run(60*ms)
    arrays = {f"{name}_states.{variable}": getattr(monitor, variable)[:] for name, monitor in monitors.items()
              for variable in ["w", "apre", "apost"]}
    return arrays | {"cells_spikes.i": spikes.i[:], "cells_spikes.t": spikes.t/second}
