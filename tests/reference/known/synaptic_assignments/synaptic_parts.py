from brian2 import *


def record():
    a, b = NeuronGroup(3, "x : 1"), NeuronGroup(4, "x : 1")
    s = Synapses(a, b, "w : 1")
    s.connect("i != j")
    states = StateMonitor(s, "w", record=True)
    network = Network(a, b, s, states)
    s.w = "10*i + j"
    network.run(0.1*ms)
    s.w["i == 1"] = 0
    s.w["j == 3 or i == 2"] = "w + 0.5"
    network.run(0.1*ms)
    w = np.array(s.w)
    w[0], w[-1] = -1, -2
    w[2:5] *= 3
    w[-4::2] = 100
    s.w = w
    network.run(0.1*ms)
    return {"s_states.w": states.w}
