from brian2 import *


def record():
    a, b = NeuronGroup(4, "x : 1"), NeuronGroup(5, "y : 1")
    a.x = "i"
    s = Synapses(a, b, "w : 1")
    s.connect("i != j")
    s.w = "100*i + j"
    numbers = {"by_condition": np.flatnonzero((s.i[:] == 2) & (s.j[:] > 0)),
               "by_value": np.flatnonzero(s.i[:]*s.j[:] > 5), "last": np.array([len(s) - 1]),
               "slice": np.arange(len(s))[-5:-1:2]}
    monitors = {name: StateMonitor(s, "w", record=record) for name, record in numbers.items()}
    Network(a, b, s, *monitors.values()).run(0.2*ms)
    return ({f"{name}.w": monitor.w for name, monitor in monitors.items()}
            | {f"{name}.i": monitor.record for name, monitor in monitors.items()})
