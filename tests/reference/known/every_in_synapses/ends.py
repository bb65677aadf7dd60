from brian2 import *


def network():
    a = NeuronGroup(3, "v : 1")
    b = NeuronGroup(2, "u : 1")
    s = Synapses(a, b, "w : 1")
    s.connect()
    s.w = "i + 10*j + 1"
    s.run_regularly("""u_post += w
                       v_pre += 1
                       w += 1""", dt=1*ms, order=-1)
    return Network(a, b, s, StateMonitor(a, "v", record=True, name="a_states"),
                   StateMonitor(b, "u", record=True, name="b_states"),
                   StateMonitor(s, "w", record=True, name="s_states")), [5.5*ms]
