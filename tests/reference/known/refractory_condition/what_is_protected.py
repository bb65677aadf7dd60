from brian2 import *


def network():
    cells = NeuronGroup(3, name="a_cells", model="""dv/dt = 0.3/ms : 1 (unless refractory)
                              dw/dt = 0.1/ms : 1""", method="euler", threshold="v > 1",
                        refractory="2.05*ms + i*0.3*ms", reset="v = 0.1; w = 0",
                        events={"late": "w > 0.15 and w <= 0.165"})
    cells.run_on_event("late", "v += 0.01")
    cells.run_regularly("v += 0.02; w += 0.001", dt=0.5*ms)
    s = Synapses(cells, cells, on_pre="v += 0.05", delay=0.7*ms)
    s.connect(j="(i + 1) % 3")
    return Network(cells, s, SpikeMonitor(cells, name="cells_spikes"),
                   EventMonitor(cells, "late", name="cells_late"),
                   StateMonitor(cells, ["v", "w"], record=True, name="cells_states")), [20*ms]
