from brian2 import *


def network():
    cells = NeuronGroup(3, """dv/dt = (70 + 30*i)*Hz : 1
                              g : 1""", method="euler", threshold="v > 1", reset="v = 0")
    glia = NeuronGroup(2, "dv/dt = (45 + 40*i)*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    excite = Synapses(cells, cells, "w : 1", on_pre="g_post += w")
    excite.connect("i != j")
    excite.w = 1 + np.arange(len(excite))
    modulate = Synapses(glia, excite, "amount : 1", on_pre="w_post += amount*w_post")
    modulate.connect("j % 2 == i")
    modulate.connect("i == 1 and w_post > 4")
    modulate.amount = "0.1 + 0.01*j"
    modulate.amount[:] += 0.001*np.arange(len(modulate))
    return Network(cells, glia, excite, modulate, StateMonitor(excite, "w", record=True, name="excite_states"),
                   StateMonitor(cells, "g", record=True, name="cells_states")), [90*ms]
