from brian2 import *


def network():
    cells = NeuronGroup(4, "dv/dt = (18*mV - v)/(20*ms) : volt", method="exact", threshold="v > 15*mV", reset="v = 0*mV")
    cells.v = "3.3*mV*i"
    near = Synapses(cells, cells, "w : volt", on_pre="v_post += w; w += 0.1*mV", on_post={"back": "w -= 0.05*mV"},
                    delay={"pre": 1*ms, "back": 0.3*ms})
    near.connect("i != j")
    near.w = "0.5*mV + 0.01*mV*i"
    far = Synapses(cells[:2], cells[1:], "w : volt", on_pre="v_post += w; w += 0.1*mV", on_post={"back": "w += 0.02*mV"},
                   delay={"pre": 2.5*ms, "back": 0.3*ms})
    far.connect(j="i + 1")
    far.w = "-0.4*mV + 0.01*mV*i"
    return Network(cells, near, far, StateMonitor(cells, "v", record=True, name="cells_states"),
                   StateMonitor(near, "w", record=True, name="near_states"),
                   StateMonitor(far, "w", record=True, name="far_states"),
                   SpikeMonitor(cells, name="cells_spikes")), [80*ms]
