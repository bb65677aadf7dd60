from brian2 import *


def network():
    cells = NeuronGroup(6, """dv/dt = drive : 1
                              dg/dt = -g/(2*ms) : 1
                              drive : Hz""", method="euler", threshold="v > 1", reset="v = 0")
    cells.drive = "950*Hz*int(i == 0) + 490*Hz*int(i > 1)"
    relay = Synapses(cells[0:1], cells[1:2], on_pre="v += 2; g += 2")
    relay.connect()
    at_once = Synapses(cells[2:4], cells[2:4], on_pre="v += 0.4; g += 0.4")
    at_once.connect("i != j")
    later = Synapses(cells[4:6], cells[4:6], on_pre="v += 0.4; g += 0.4", delay=0.1*ms)
    later.connect("i != j")
    self = Synapses(cells[0:1], cells[0:1], on_pre="v += 0.25")
    self.connect()
    return Network(cells, relay, at_once, later, self, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "g"], record=True, name="cells_states")), [30*ms]
