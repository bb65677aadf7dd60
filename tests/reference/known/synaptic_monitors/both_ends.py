from brian2 import *


def record():
    source = NeuronGroup(3, "dv/dt = (80 + 30*i)*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells = NeuronGroup(2, """dg/dt = -g/(6*ms) : siemens
                              twice = 2*g : siemens""", method="exact")
    s = Synapses(source, cells, """w : siemens
                                   rest = w - g : siemens""", on_pre="g_post += w; w *= 1.05")
    s.connect()
    s.connect("i == 1")
    s.w = "(1 + 0.1*i + 0.01*j)*nS"
    states = StateMonitor(s, ["w", "g", "v_pre"], record=[1, 3, 6, 7])
    Network(source, cells, s, states).run(50*ms)
    # Brian2 cannot record subexpressions of an end for each synapse.
    return {"s_states.w": states.w, "s_states.g": states.g, "s_states.twice": 2*states.g,
            "s_states.v_pre": states.v_pre, "s_states.rest": states.w - states.g}
