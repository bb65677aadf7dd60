from brian2 import *


def network():
    a = NeuronGroup(3, "dv/dt = (1.5 - v)/((3 + i)*ms) : 1", method="exact", threshold="v > 1", reset="v = 0")
    b = NeuronGroup(2, "dg/dt = -g/(4*ms) : 1", method="exact")
    s = Synapses(a, b, """w : 1
                          total : 1""", on_pre="g += w")
    s.connect("i != 2*j")
    s.w = "0.1*(1 + i + j)"
    s.run_regularly("""w = clip(w + 0.05*(1 - g_post), 0, 2)
                       total += w*v_pre""", dt=2*ms, order=-1)
    s.run_regularly("w *= 1 - 0.01*i", dt=3*ms, when="end")
    return Network(a, b, s, StateMonitor(b, "g", record=True, name="b_states"),
                   StateMonitor(s, ["w", "total"], record=True, name="s_states")), [20*ms]
