import numpy as np
from brian2 import *


def record():
    equations = "dv/dt = (1.5 + 0.1*i - v)/(4*ms) : 1"
    a = NeuronGroup(4, equations, method="exact", threshold="v > 1", reset="v = 0", dt=0.25*ms)
    b = NeuronGroup(4, equations, method="exact", threshold="v > 1", reset="v = 0")
    s = Synapses(a, b, "w : 1", on_pre="w += 1", dt=0.5*ms)
    s.connect("i == j")
    states = StateMonitor(a, "v", record=[1, 3])
    at_end = StateMonitor(a, "v", record=True, dt=1*ms, when="end")
    rate, spikes, of_b = PopulationRateMonitor(a), SpikeMonitor(a, "v"), PopulationRateMonitor(b)
    weights = StateMonitor(s, "w", record=True)
    # 20.05 ms is no multiple of 0.1 ms and is rounded up.
    Network(a, b, s, states, at_end, rate, spikes, of_b, weights).run(20.1*ms)
    bins = np.asarray(rate.rate)
    full = len(bins)//8
    # The last bin holds one step of 0.25 ms.
    in_bins = np.append(bins[:8*full].reshape(full, 8).mean(axis=1), bins[8*full:].mean())
    return {"a_states.t": states.t/second, "a_states.v": states.v, "at_end.t": at_end.t/second, "at_end.v": at_end.v,
            "a_rate.t": rate.t/second, "a_rate.rate": rate.rate/Hz, "bins.t": rate.t[::8]/second, "bins.rate": in_bins,
            "a_spikes.t": spikes.t/second, "a_spikes.i": spikes.i, "a_spikes.v": spikes.v,
            "a_count.count": spikes.count, "b_rate.t": of_b.t/second, "b_rate.rate": of_b.rate/Hz,
            "s_states.t": weights.t/second, "s_states.w": weights.w}
