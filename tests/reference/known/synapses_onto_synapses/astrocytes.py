from brian2 import *


def network():
    cells = NeuronGroup(4, """dv/dt = (50 + 15*i)*Hz : 1
                              g : 1""", method="euler", threshold="v > 1", reset="v = 0")
    astrocytes = NeuronGroup(2, """dC/dt = (Y - C)/(40*ms) : 1
                                   Y : 1""", method="euler")
    release = Synapses(cells, cells, """dy/dt = -y/(15*ms) : 1 (clock-driven)
                                        gain : 1
                                        tile : integer (constant)""", on_pre="y += 1; g_post += gain", method="exact")
    release.connect("i != j")
    release.tile = "int(i + j > 3)"
    to_astrocytes = Synapses(release, astrocytes, "Y_post = y_pre/N_incoming : 1 (summed)")
    to_astrocytes.connect("tile_pre == j")
    to_synapses = Synapses(astrocytes, release, "gain_post = 1 + C_pre : 1 (summed)")
    to_synapses.connect("i == tile_post")
    return Network(cells, astrocytes, release, to_astrocytes, to_synapses,
                   StateMonitor(release, ["y", "gain"], record=True, name="release_states"),
                   StateMonitor(astrocytes, ["C", "Y"], record=True, name="astrocytes_states"),
                   StateMonitor(cells, "g", record=True, name="cells_states")), [60*ms]
