from brian2 import *


def network():
    source = NeuronGroup(3, """ds/dt = -s/(30*ms) + 0.5*x*(1 - s)/ms : 1
                               dx/dt = -x/(2*ms) : 1
                               dv/dt = rate : 1
                               rate : Hz""", method="euler", threshold="v > 1", reset="v = 0; x += 1")
    source.rate = "(90 + 70*i)*Hz"
    cells = NeuronGroup(4, """dv/dt = (-v + s_total*(1 - v))/(10*ms) : 1
                              s_total : 1""", method="euler", threshold="v > 0.7", reset="v = 0")
    nmda = Synapses(source, cells, """w : 1
                                      s_total_post = w*s_pre : 1 (summed)""")
    nmda.connect("(i + j) % 3 != 1")
    nmda.w = "0.5 + i + 0.25*j"
    return Network(source, cells, nmda, StateMonitor(cells, ["v", "s_total"], record=True, name="cells_states"),
                   SpikeMonitor(cells, name="cells_spikes")), [100*ms]
