from brian2 import *


def network():
    source = NeuronGroup(2, "dv/dt = (95 + 40*i)*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells = NeuronGroup(2, "dv/dt = 95*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    plastic = Synapses(source, cells, """w : 1
                                         dm/dt = -m/(10*ms) : 1 (event-driven)""",
                       on_pre={"up": "m += 1; w = 2*w + m", "down": "w = w/3 - m"},
                       on_post={"late": "w += 10*m", "early": "m *= 0.5; w *= 0.9"},
                       delay={"up": 0.3*ms, "down": 0.3*ms})
    plastic.connect()
    plastic.down.order, plastic.late.order, plastic.early.order, plastic.up.order = -2, 5, -3, 0
    plastic.w = 1
    return Network(source, cells, plastic,
                   StateMonitor(plastic, ["w", "m"], record=True, name="plastic_states")), [60*ms]
