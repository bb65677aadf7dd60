from brian2 import *


def network():
    cells = NeuronGroup(2, """dv/dt = (I - v)/(10*ms) : 1
                              I : 1""", method="exact")

    @network_operation(dt=5*ms, when="start", order=-1)
    def switch(t):
        on = int(round(float(t/(5*ms)))) % 2 == 0
        cells.I = [2, 3] if on else 0

    return Network(cells, switch, StateMonitor(cells, ["v", "I"], record=True, name="cells_states")), [12*ms, 13.1*ms]
