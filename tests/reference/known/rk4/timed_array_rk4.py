from brian2 import *


def network():
    drive = TimedArray([0, 1.5, -1, 2, 0.5, -0.5, 1], dt=0.25*ms)
    cells = NeuronGroup(2, """dv/dt = (drive(t)*(1 + i) - v**3)/ms : 1
                              dw/dt = (drive(t + 0.1*ms) - v*w)/ms : 1""", method="rk4",
                        namespace=dict(drive=drive))
    return Network(cells, StateMonitor(cells, ["v", "w"], record=True, name="cells_states")), [4*ms]
