from brian2 import *


def network():
    cells = NeuronGroup(4, """dv/dt = (1.3 + 0.1*i - v)/(5*ms) : 1
                              n : integer
                              seen : 1""", method="euler", threshold="v > 1", reset="v = 0; seen = n",
                        refractory=1*ms, events={"now": "t - lastspike < dt/2", "rest": "not not_refractory",
                                                 "above": "v > 0.9"})
    cells.run_on_event("now", "n += 1; seen += 100 + v")
    cells.run_on_event("rest", "v += 0.001")
    return Network(cells, SpikeMonitor(cells, variables=["v"], name="cells_spikes"),
                   EventMonitor(cells, "now", variables=["v", "n", "seen"], name="cells_now"),
                   EventMonitor(cells, "rest", name="cells_rest"),
                   EventMonitor(cells, "above", variables=["v"], name="cells_above"),
                   StateMonitor(cells, ["v", "n", "seen"], record=True, name="cells_states")), [30*ms]
