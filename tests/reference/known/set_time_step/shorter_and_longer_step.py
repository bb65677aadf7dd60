from brian2 import *


def record():
    source = NeuronGroup(2, "dv/dt = (2 + i - v)/(10*ms) : 1", threshold="v > 1", reset="v = 0", method="euler")
    target = NeuronGroup(2, "x : 1")
    s = Synapses(source, target, on_pre="x_post += 1", delay=3*ms)
    s.connect("i == j")
    states, targets = StateMonitor(source, "v", record=True), StateMonitor(target, "x", record=True)
    network = Network(source, target, s, states, targets)
    for dt, duration in [(0.1*ms, 12*ms), (0.05*ms, 8*ms), (0.2*ms, 10*ms)]:
        defaultclock.dt = dt
        network.run(duration)
    return {"source_states.t": states.t/second, "source_states.v": states.v, "target_states.x": targets.x}
