from brian2 import *


def network():
    constants = dict(drive=TimedArray(arange(8.0), dt=0.6*ms))
    equation = "dv/dt = (drive(t) - v)/(2*ms) : 1"
    slow = NeuronGroup(1, equation, method="euler", dt=0.3*ms, namespace=constants)
    fast = NeuronGroup(1, equation, method="euler", namespace=constants)
    slow_states = StateMonitor(slow, "v", record=True, dt=0.3*ms, name="slow_states")
    return Network(slow, fast, slow_states, StateMonitor(fast, "v", record=True, name="fast_states")), [6*ms]
