from brian2 import *


def network():
    slow = NeuronGroup(3, "dv/dt = (1.4 + 0.1*i - v)/(8*ms) : 1", method="exact", threshold="v > 1", reset="v = 0",
                       refractory=2.05*ms, dt=0.5*ms)
    fast = NeuronGroup(2, """dv/dt = (1.3 - v)/(5*ms) : 1
                             dg/dt = -g/(3*ms) : 1""", method="exact", threshold="v > 1", reset="v = 0",
                       refractory=1.04*ms)
    up = Synapses(slow, fast, on_pre="v += 0.02*(i + 1); g += 1", delay=0.74*ms)
    up.connect()
    down = Synapses(fast, slow, on_pre="v -= 0.05", delay=0.25*ms)
    down.connect("i != j")
    at_once = Synapses(slow, fast, on_pre="g += 0.5")
    at_once.connect("i == j")
    return Network(slow, fast, up, down, at_once, SpikeMonitor(slow, "v", name="slow_spikes"),
                   SpikeMonitor(fast, name="fast_spikes"), StateMonitor(slow, "v", record=True, name="slow_states"),
                   StateMonitor(fast, ["v", "g"], record=True, name="fast_states")), [60*ms]
