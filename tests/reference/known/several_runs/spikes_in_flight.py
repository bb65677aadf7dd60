from brian2 import *


def record():
    source = NeuronGroup(2, "dv/dt = 1/(4*ms) : 1", threshold="v > 1", reset="v = 0", method="euler")
    source.v = "0.3*i"
    target = NeuronGroup(2, "x : 1")
    s = Synapses(source, target, "w : 1", on_pre="x_post += w", delay=5*ms)
    s.connect("i == j")
    s.w = "1 + i"
    states, spikes = StateMonitor(target, "x", record=True), SpikeMonitor(source)
    network = Network(source, target, s, states, spikes)
    network.run(6.5*ms)
    s.w = "10*(1 + i)"
    network.run(4*ms)
    target.x = 0
    network.run(9.5*ms)
    return {"target_states.x": states.x, "target_states.t": states.t/second, "source_spikes.t": spikes.t/second,
            "source_spikes.i": spikes.i}
