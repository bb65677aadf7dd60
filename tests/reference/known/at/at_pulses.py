from brian2 import *


def network():
    own = Clock(dt=0.25*ms)
    cells = NeuronGroup(2, """dv/dt = (I - v)/(5*ms) : 1
                              I : 1""", method="exact", threshold="v > 1", reset="v = 0", clock=own)

    def at(steps, when, change):
        @network_operation(clock=own, when=when, order=-1)
        def operation():
            if int(own.timestep[:]) in steps:
                change()
        return operation

    def current(value):
        cells.I = value

    def voltage():
        cells.v = 1.5

    return Network(cells, at([20, 80, 160], "start", lambda: current([2, 3])),
                   at([40, 120], "start", lambda: current(0)), at([60], "after_groups", voltage),
                   at([68], "after_thresholds", voltage), SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "I"], record=True, name="cells_states")), [50*ms]
