from brian2 import *


def network():
    left = NeuronGroup(5, """x : 1
                             total : 1""")
    left.x = "i"
    right = NeuronGroup(4, """dv/dt = (1 + 0.1*i - v)/(8*ms) : 1
                              count : integer""", method="exact")
    feedback = Synapses(left, right, """w : 1
                                        gain = w*(1 + x_pre) : 1
                                        total_pre = gain*v_post : 1 (summed)
                                        count_post = i + 1 : integer (summed)""")
    feedback.connect("j < i and i < 4")
    feedback.w = "(1 + i*N_post + j)/1000"
    return Network(left, right, feedback, StateMonitor(left, "total", record=True, name="left_states"),
                   StateMonitor(right, ["v", "count"], record=True, name="right_states")), [20*ms]
