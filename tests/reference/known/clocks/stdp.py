from brian2 import *


def network():
    pre = NeuronGroup(2, "dv/dt = (1.5 + 0.2*i - v)/(6*ms) : 1", method="exact", threshold="v > 1", reset="v = 0",
                      dt=0.4*ms)
    post = NeuronGroup(2, "dv/dt = (1.6 - 0.1*i - v)/(7*ms) : 1", method="exact", threshold="v > 1", reset="v = 0")
    s = Synapses(pre, post, """w : 1
                               before : second
                               after : second""",
                 on_pre="""before = t
                           w -= 0.1*exp(-(t - after)/(10*ms))
                           v_post += 0.02""",
                 on_post="""after = t
                            w += 0.1*exp(-(t - before)/(10*ms))""")
    s.connect()
    s.w, s.before, s.after = 1, -1*second, -1*second
    return Network(pre, post, s, SpikeMonitor(pre, name="pre_spikes"), SpikeMonitor(post, name="post_spikes"),
                   StateMonitor(s, ["w", "before", "after"], record=True, name="s_states")), [60*ms]
