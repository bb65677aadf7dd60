from brian2 import *


def network():
    constants = dict(every_step=TimedArray(arange(2000.0)**2, dt=0.1*ms),
                     three_steps=TimedArray(arange(2000.0)**2, dt=0.3*ms),
                     seven_steps=TimedArray(arange(400.0)**2, dt=0.7*ms))
    cells = NeuronGroup(1, """a = every_step(t) : 1
                              b = three_steps(t) : 1
                              c = seven_steps(t) : 1""", namespace=constants)
    return Network(cells, StateMonitor(cells, ["a", "b", "c"], record=True, name="cells_states")), [250*ms]
