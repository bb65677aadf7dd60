from brian2 import *


def network():
    source = NeuronGroup(2, "dv/dt = (130 + 70*i)*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells = NeuronGroup(3, """dv/dt = (g - v)/(10*ms) : 1
                              g : 1""", method="euler", dt=0.2*ms)
    slow = Synapses(source, cells, """w : 1
                                      ds/dt = (x - s)/(6*ms) : 1 (clock-driven)
                                      x : 1
                                      g_post = w*s : 1 (summed)""",
                    on_pre="x += 1", method="euler", dt=0.5*ms)
    slow.connect()
    slow.w = "1 + i + j"
    return Network(source, cells, slow,
                   StateMonitor(cells, ["v", "g"], record=True, dt=0.2*ms, name="cells_states"),
                   StateMonitor(slow, ["s", "x"], record=True, dt=0.5*ms, name="slow_states")), [40*ms]
