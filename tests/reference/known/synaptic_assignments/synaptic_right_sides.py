from brian2 import *


def record():
    a, b = NeuronGroup(3, "x : 1"), NeuronGroup(4, "y : 1")
    a.x, b.y = "1 + i", "10*(1 + i)"
    s = Synapses(a, b, "w : 1\nm : integer")
    s.connect("(i + j) % 2 == 0")
    states = StateMonitor(s, ["w", "m"], record=True)
    network = Network(a, b, s, states)
    s.w = "x_pre + y_post"
    s.m = "N_incoming*10 + N_outgoing"
    network.run(0.1*ms)
    s.w["x_pre > 2"] = "w/2 + N"
    s.m = "m + N_pre + N_post"
    network.run(0.1*ms)
    a.x = -1
    s.w["x_pre < 0 and w > 20"] = "x_pre"
    network.run(0.1*ms)
    return {"s_states.w": states.w, "s_states.m": np.asarray(states.m, dtype=float)}
