from brian2 import *


def network():
    cells = NeuronGroup(4, """dv/dt = (1.3 - 0.05*k - v)/(10*ms) : 1
                              k : 1""", method="exact", threshold="v > 1", reset="v = 0")
    cells.k = "i"
    cells.v = "0.2*i"
    correlate = Synapses(cells, cells, """product = v_pre*v_post : 1
                                          error = product - c - 0.1*w : 1
                                          w : 1
                                          dc/dt = error/(25*ms) : 1 (clock-driven)
                                          du/dt = (c - u)/(5*ms + 1*ms*w) : 1 (clock-driven)""",
                         on_post="w += 0.1", method="euler")
    correlate.connect("i < j")
    return Network(cells, correlate, StateMonitor(correlate, ["c", "u"], record=True, name="correlate_states"),
                   SpikeMonitor(cells, name="cells_spikes")), [70*ms]
