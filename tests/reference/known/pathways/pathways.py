from brian2 import *


def network():
    source = NeuronGroup(2, """dv/dt = rate : 1
                               rate  : Hz""", method="euler", threshold="v > 1", reset="v = 0")
    source.rate = "(250 + 90*i)*Hz"
    cells = NeuronGroup(2, """dv/dt = -v/(20*ms) : 1
                              du/dt = -u/(20*ms) : 1""", method="exact")
    delays = {"add": 0.6*ms, "halve": 0.6*ms}
    # Brian2 breaks ties by name, which for `add` and `halve` is the order in which the model writes them.
    default_order = Synapses(source, cells[0:1], on_pre={"add": "v += 1", "halve": "v *= 0.5"}, delay=delays)
    default_order.connect()
    given_order = Synapses(source, cells[1:2], on_pre={"add": "v += 1", "halve": "v *= 0.5"}, delay=delays)
    given_order.connect()
    given_order.halve.order = -5
    apart = Synapses(source, cells, on_pre={"near": "u += 1 + i", "far": "u *= 0.75"},
                     delay={"near": 0.2*ms, "far": 0.7*ms})
    apart.connect()
    apart.near.order, apart.far.order = 0, 1
    return Network(source, cells, default_order, given_order, apart, SpikeMonitor(source, name="source_spikes"),
                   StateMonitor(cells, ["v", "u"], record=True, name="cells_states")), [50*ms]
