from brian2 import *


def network():
    cells = NeuronGroup(3, """dx/dt = cos(2*pi*(20 + 10*i)*Hz*t)/(2*ms) : 1
                              steps : integer""", method="euler", events={"positive": "x > 0.0517"})
    cells.run_on_event("positive", "steps += 1")
    return Network(cells, EventMonitor(cells[1:], "positive", when="after_thresholds", order=1, name="part_positive"),
                   StateMonitor(cells, ["x", "steps"], record=True, name="cells_states")), [50*ms]
