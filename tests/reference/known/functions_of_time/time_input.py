from brian2 import *


def network():
    defaultclock.dt = 0.05*ms
    constants = dict(tau=10*ms, f=40*Hz)
    cells = NeuronGroup(3, """dv/dt = (I - v)/tau               : volt (unless refractory)
                              I     = A*(1 + sin(2*pi*f*t + i)) : volt
                              A     : volt""", method="euler", threshold="v > 10*mV and t > 5*ms",
                        reset="v = 0*mV", refractory=1.5*ms, namespace=constants)
    cells.A = "(14 + 2*i)*mV"
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "I"], record=[0, 2], name="cells_states")), [40*ms, 60*ms]
