from brian2 import *


def network():
    constants = dict(fine=TimedArray(arange(5000.0), dt=0.04*ms), odd=TimedArray(arange(1000.0), dt=0.25*ms))
    cells = NeuronGroup(1, """a = fine(t) : 1
                              b = odd(t) : 1""", namespace=constants)
    return Network(cells, StateMonitor(cells, ["a", "b"], record=True, name="cells_states")), [100*ms]
