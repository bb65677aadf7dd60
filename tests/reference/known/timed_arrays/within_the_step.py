from brian2 import *


def network():
    defaultclock.dt = 1*ms
    drive = TimedArray(array([0, 1, -1, 2, 0.5, -2, 3, 0, 1, 4]), dt=0.5*ms)
    cells = NeuronGroup(1, "dv/dt = (drive(t) - v)/tau : 1", method="rk4", namespace=dict(drive=drive, tau=3*ms))
    return Network(cells, StateMonitor(cells, "v", record=True, name="cells_states")), [10*ms]
