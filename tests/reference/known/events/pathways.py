from brian2 import *


def network():
    cells = NeuronGroup(8, """dv/dt = (1.2 + 0.05*i - v)/(6*ms) : 1
                              dca/dt = -ca/(25*ms) : 1
                              armed : boolean""", method="euler", threshold="v > 1", reset="v = 0; ca += 0.3",
                        events={"calcium": "ca > 0.5 and armed", "low": "ca > 0.9 and not armed"})
    cells.run_on_event("calcium", "armed = False")
    cells.run_on_event("low", "armed = True")
    cells.armed = True
    glia = NeuronGroup(4, "x : 1\ny : 1\nz : 1")
    s = Synapses(cells[2:8], glia, "w : 1", on_pre={"pre": "x += w", "up": "y += w; w += 1", "down": "z += w"},
                 on_event={"pre": "spike", "up": "calcium", "down": "low"})
    s.connect(j="i % 4")
    s.pre.delay = 0.3*ms
    s.up.delay = 1.2*ms
    s.w = "1 + i"
    back = Synapses(glia, cells, on_post={"called": "z_pre += 0.01"}, on_event={"called": "calcium"})
    back.connect("i == j % 4")
    back.called.delay = 2*ms
    low = EventMonitor(cells[2:8], "low", when="after_thresholds", order=1, name="part_low")
    return Network(cells, glia, s, back, EventMonitor(cells, "calcium", variables=["ca"], name="cells_calcium"),
                   low, StateMonitor(glia, ["x", "y", "z"], record=True, name="glia_states"),
                   StateMonitor(s, "w", record=True, name="s_states")), [100*ms]
