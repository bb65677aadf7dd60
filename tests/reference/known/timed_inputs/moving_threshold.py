from brian2 import *


def network():
    constants = dict(theta=TimedArray(array([10, 6, 8, 4])*mV, dt=7*ms), base=TimedArray(arange(3)*mV, dt=9*ms),
                     weight=TimedArray(array([1, 3])*mV, dt=20*ms))
    cells = NeuronGroup(2, "dv/dt = (15*mV - v)/(10*ms) : volt", method="exact", threshold="v > theta(t)",
                        reset="v = base(t)", namespace=constants)
    synapses = Synapses(cells[0:1], cells[1:2], on_pre="v += weight(t)", delay=1*ms, namespace=constants)
    synapses.connect()
    return Network(cells, synapses, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, "v", record=True, name="cells_states")), [60*ms]
