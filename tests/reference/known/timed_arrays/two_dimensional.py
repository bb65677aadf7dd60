from brian2 import *


def network():
    values = [[1, 0, 2], [0, 3, -1], [2, 2, 0], [0.5, 1.5, 2.5]]
    constants = dict(drive=TimedArray(array(values)*nA, dt=4*ms), tau=8*ms, R=5*Mohm)
    cells = NeuronGroup(3, "dv/dt = (R*drive(t, i) - v)/tau : volt", method="euler", namespace=constants)
    return Network(cells, StateMonitor(cells, "v", record=True, name="cells_states")), [30*ms]
