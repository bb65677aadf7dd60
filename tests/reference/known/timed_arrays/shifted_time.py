from brian2 import *


def network():
    ramp = TimedArray(linspace(0, 9, 10)*mV, dt=1*ms)
    cells = NeuronGroup(1, """late = ramp(t - 2.5*ms) : volt
                              early = ramp(t + 3*ms) : volt
                              still = ramp(4.2*ms) : volt""", namespace=dict(ramp=ramp))
    states = StateMonitor(cells, ["late", "early", "still"], record=True, name="cells_states")
    return Network(cells, states), [20*ms]
