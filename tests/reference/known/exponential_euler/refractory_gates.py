from brian2 import *


def network():
    cells = NeuronGroup(3, """dv/dt = (m*(2 - v) - v*(0.5 + 0.2*sin(t/ms)) + 0.3*i)/(3*ms) : 1 (unless refractory)
                              dm/dt = (1/(1 + exp(-5*v)) - m)/((1 + v**2)*ms)             : 1""",
                        method="exponential_euler", threshold="v > 0.9", reset="v = 0", refractory=2*ms)
    cells.v = "0.1*i"
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "m"], record=True, name="cells_states")), [50*ms]
