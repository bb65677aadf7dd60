from brian2 import *


def network():
    cells = NeuronGroup(4, """dv/dt = (1.2 + 0.04*i + g - v)/(12*ms) : 1
                              g : 1""", method="euler", threshold="v > 1", reset="v = 0")
    cells.v = "0.22*i"
    mixed = Synapses(cells, cells, """w : 1
                                      dq/dt = -q/(17*ms) : 1 (event-driven)
                                      ds/dt = (w - s**3)/(8*ms) : 1 (clock-driven)
                                      g_post = 0.1*s : 1 (summed)""",
                     on_pre="q += 0.2; w += 0.05*q", on_post="w -= 0.1*q*w", method="rk2")
    mixed.connect("i != j")
    mixed.w = 0.3
    return Network(cells, mixed, StateMonitor(mixed, ["w", "s", "q"], record=True, name="mixed_states"),
                   SpikeMonitor(cells, name="cells_spikes")), [80*ms]
