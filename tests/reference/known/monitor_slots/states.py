from brian2 import *


def network():
    cells = NeuronGroup(3, """dv/dt = (1.3 + 0.2*i - v)/(2*ms) : 1
                              dg/dt = -g/(3*ms) : 1""", method="exact", threshold="v > 1",
                        reset="""v = 0
                                 g += 0.01""")
    cells.run_regularly("g += 0.001", dt=0.2*ms, when="after_end", order=-1)
    cells.run_regularly("g += 0.002", dt=0.3*ms, when="after_groups", order=-1)
    cells.run_regularly("g += 0.003", dt=0.3*ms, when="after_synapses", order=-1)
    s = Synapses(cells, cells, on_pre="g += 0.1")
    s.connect("i != j")
    slots = [side + slot for slot in ("start", "groups", "thresholds", "synapses", "resets", "end")
             for side in ("before_", "", "after_")]
    # A monitor comes after the work of its slot.
    monitors = [StateMonitor(cells, ["v", "g"], record=True, when=slot, order=5, name=f"at_{slot}") for slot in slots]
    return Network(cells, s, *monitors), [6*ms]
