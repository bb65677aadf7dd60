"""The spikes of 1 ms and 3 ms arrive 2 ms later at even targets and 4 ms later at odd ones, which the samples after them see. (Brian2
counts delays in the steps of the time at which a network is built.)"""
import numpy as np


def expected():
    t = np.concatenate([np.arange(15)*1e-4, np.arange(30, 70)*5e-5, np.arange(35, 75)*1e-4])
    even = 1.0*(t > 3.01e-3) + 10*(t > 5.01e-3)
    odd = 10.0*(t > 5.01e-3) + 10*(t > 7.01e-3)
    return {"target_states.t": t, "target_states.y": np.tile([even, odd], (8, 1))}
