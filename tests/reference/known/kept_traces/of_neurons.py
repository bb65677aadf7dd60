from brian2 import *


def network():
    cells = NeuronGroup(7, """dv/dt = (1.25 + 0.07*i - v)/(9*ms) : 1
                              gain : 1""", method="exact", threshold="v > 1", reset="v = 0")
    cells.v = "0.11*i"
    cells.gain = "0.5 + 0.1*i"
    stdp = Synapses(cells[1:], cells[:5], """w : 1
                                             eta : 1 (shared)
                                             seen : second
                                             dapre/dt = -apre/(1.5*ms) : 1 (event-driven)
                                             dapost/dt = -apost/(2.5*ms) : 1 (event-driven)""",
                    on_pre="""apre += gain_pre*eta + 0.01*i
                              seen = t - lastupdate
                              v_post += 0.02*w
                              w = clip(w - 0.1*apost, 0, 1)""",
                    on_post="""w = clip(w + 0.1*apre, 0, 1)
                               apost = int(apost < 1)*(0.5*apost + gain_post*(1 + 0.1*j)) + int(apost >= 1)""",
                    delay=0.4*ms)
    stdp.connect(condition="i + 1 != j")
    stdp.eta = 0.3
    stdp.w = "0.3 + 0.02*(i + j)"
    return Network(cells, stdp, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(stdp, ["w", "apre", "apost", "seen"], record=True, dt=0.5*ms,
                                name="stdp_states")), [130*ms]
