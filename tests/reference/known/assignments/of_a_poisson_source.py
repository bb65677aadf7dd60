from brian2 import *


def record():
    source = NeuronGroup(3, "r : Hz", threshold="rand() < r*dt")
    spikes = SpikeMonitor(source)
    network = Network(source, spikes)
    network.run(1*ms)
    source.r[1] = 1e5*Hz
    network.run(1*ms)
    source.r = "1e5*Hz*int(i == 2)"
    network.run(0.5*ms)
    return {"source_spikes.t": spikes.t/second, "source_spikes.i": spikes.i}
