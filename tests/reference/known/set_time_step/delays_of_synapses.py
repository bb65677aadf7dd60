"""Both cells spike at 1 ms; their spikes arrive at 3 ms and at 5 ms, which the samples after them see. (Brian2 counts delays in
the steps of the time at which a network is built.)"""
import numpy as np


def expected():
    t = np.concatenate([np.arange(15)*1e-4, np.arange(30, 50)*5e-5, np.arange(125, 275)*2e-5])
    y = 1.0*(t > 3.01e-3) + 10*(t > 5.01e-3)
    return {"target_states.t": t, "target_states.y": y[None, :]}
