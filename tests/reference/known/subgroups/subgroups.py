from brian2 import *


def network():
    constants = dict(tau=10*ms)
    cells = NeuronGroup(20, """dv/dt = (drive - v)/tau : volt
                               drive : volt""", method="exact", threshold="v > 10*mV", reset="v = 0*mV",
                        namespace=constants)
    cells.drive = "(12 + 0.75*i)*mV"
    left, right = cells[:8], cells[8:]
    # Brian2 orders the pathways of one step by name.
    across = Synapses(left, right, on_pre="v += (1 + 0.5*i)*mV - 0.1*j*mV", delay=0.3*ms, name="a_across")
    across.connect("j == i + 4")
    back = Synapses(right, left, "s : volt", on_pre="v += s", name="b_back")
    back.connect("i == 11 - j or (i < 3 and j < 2)")
    back.s = "-0.5*mV - 0.05*mV*(i + 2*j)"
    within = Synapses(cells[12:16], right, on_pre="v += 0.3*mV*N_pre - 0.02*mV*N_post", name="c_within")
    within.connect(j="3*i")
    return Network(cells, across, back, within, SpikeMonitor(right, name="right_spikes"),
                   SpikeMonitor(left, name="left_spikes"),
                   StateMonitor(right, "v", record=[0, 11], name="right_states"),
                   PopulationRateMonitor(left, name="left_rate")), [100*ms]
