import numpy as np
from brian2 import *


def record():
    cells = NeuronGroup(3, """dv/dt = (1.3 + 0.2*i - v)/(2*ms) : 1
                              dg/dt = -g/(3*ms) : 1""", method="exact", threshold="v > 1",
                        reset="""v = 0
                                 g += 0.01""")
    s = Synapses(cells, cells, on_pre="g += 0.1", delay=0.2*ms)
    s.connect("i != j")
    slots = {"after_all": "end", "found": "thresholds", "delivered": "after_synapses", "next": "start"}
    spikes = {name: SpikeMonitor(cells, ["v", "g"], when=slot, order=5) for name, slot in slots.items()}
    counted, counted_at_end = SpikeMonitor(cells, when="before_thresholds"), SpikeMonitor(cells, when="end")
    rate, rate_before = PopulationRateMonitor(cells), PopulationRateMonitor(cells)
    rate_before.when = "groups"
    Network(cells, s, *spikes.values(), counted, counted_at_end, rate, rate_before).run(12*ms)
    arrays = {}
    for name, monitor in spikes.items():
        # Brian2 gives the spikes of the step before the time at which it sees them.
        late = 1e-4 if name == "next" else 0
        arrays |= {f"{name}.t": np.asarray(monitor.t) - late, f"{name}.i": monitor.i, f"{name}.v": monitor.v,
                   f"{name}.g": monitor.g}
    return arrays | {"counted.count": counted.count, "counted_at_end.count": counted_at_end.count,
                     "cells_rate.t": rate.t/second, "cells_rate.rate": rate.rate/Hz,
                     "rate_before.t": rate_before.t/second, "rate_before.rate": rate_before.rate/Hz}
