from brian2 import *


def cells(size, tau, VT, name):
    return NeuronGroup(size, "dv/dt = (EL - v + 30*mV*t/(50*ms))/tau : volt", method="euler", threshold="v > VT",
                       reset="v = EL", namespace={"tau": tau, "EL": -65*mV, "VT": VT}, name=name)


def network():
    imported = cells(2, 15*ms, -52*mV, "a_imported")
    imported.v = -65*mV
    others = cells(3, 7.5*ms, -50*mV, "b_cells")
    others.v = "-65*mV + i*mV"
    s = Synapses(imported, others, on_pre="v_post += 1*mV")
    s.connect("i == j")
    return Network(imported, others, s, StateMonitor(imported, "v", record=True, name="imported_states"),
                   StateMonitor(others, "v", record=True, name="cells_states"),
                   SpikeMonitor(imported, name="imported_spikes")), [80*ms]
