from brian2 import *


def network():
    source = NeuronGroup(3, "dv/dt = (100 + 60*i)*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells = NeuronGroup(2, """v : 1
                              seen : second""")
    decaying = Synapses(source, cells, """dx/dt = (floor_x - x)/tau : 1 (event-driven)
                                          floor_x : 1 (constant)
                                          tau : second (constant)""",
                        on_pre="""seen_post = t - lastupdate
                                  v_post += x
                                  x += 0.25""")
    decaying.connect("i != j")
    decaying.x = "2 + i"
    decaying.tau = "(5 + 3*j)*ms"
    decaying.floor_x = "0.5*i"
    return Network(source, cells, decaying,
                   StateMonitor(decaying, ["x", "lastupdate"], record=True, name="decaying_states"),
                   StateMonitor(cells, ["v", "seen"], record=True, name="cells_states")), [60*ms]
