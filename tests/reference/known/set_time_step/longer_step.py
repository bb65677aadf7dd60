"""Each spike arrives in the step nearest to the time at which it is due: at 12.95 ms, 12.85 ms and 12.8 ms, hence in the
steps of 13.0 ms, 12.8 ms and 12.8 ms, which the samples at the start of the steps after them see. (Brian2 loses all but one
of the spikes that come to share a step.)"""
import numpy as np


def expected():
    t = np.concatenate([np.arange(200)*5e-5, np.arange(50, 75)*2e-4])
    x = 110*(t > 12.9e-3) + 1*(t > 13.1e-3)
    return {"target_states.t": t, "target_states.x": x[None, :].astype(float)}
