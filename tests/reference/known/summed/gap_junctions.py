from brian2 import *


def network():
    cells = NeuronGroup(10, """dv/dt = (v0 - v + I)/(10*ms) : 1
                               v0 : 1
                               I : 1""", method="euler", threshold="v > 1", reset="v = 0")
    cells.v0 = "1.05 + 0.02*i"
    cells.v = "0.1*i"
    gap = Synapses(cells, cells, """w : 1
                                    I_post = w*(v_pre - v_post) : 1 (summed)""")
    gap.connect("abs(i - j) == 1")
    gap.connect("(i + 5) % 10 == j")
    gap.w = 0.05*(1 + np.arange(len(gap)) % 3)
    return Network(cells, gap, StateMonitor(cells, ["v", "I"], record=True, name="cells_states"),
                   SpikeMonitor(cells, name="cells_spikes")), [60*ms]
