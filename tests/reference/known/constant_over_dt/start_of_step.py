from brian2 import *


def network():
    cells = NeuronGroup(4, name="a_cells", model="""dv/dt = (2 + 0.3*i - v + held)/(5*ms) : 1
                              held = 0.5*v*v : 1 (constant over dt)
                              next = held + other : 1 (constant over dt)
                              other = 2*held + t/second : 1 (constant over dt)
                              now = 0.5*v*v : 1""", method="euler", threshold="held > 0.45", reset="v = 0.1*held")
    cells.run_regularly("v += 0.01*held", dt=1*ms, when="end")
    s = Synapses(cells, cells, """c = held_post - v_pre : 1 (constant over dt)
                                  x : 1""", on_pre="x += c; v += 0.01*held_pre")
    s.connect("i != j")
    return Network(cells, s, SpikeMonitor(cells, variables=["held", "now"], name="cells_spikes"),
                   StateMonitor(cells, ["v", "held", "next", "now"], record=True, name="cells_states"),
                   StateMonitor(cells, ["held", "now"], record=True, when="end", name="h"),
                   StateMonitor(s, ["x", "c"], record=True, name="s_states")), [20*ms]
