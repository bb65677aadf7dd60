"""A shot of w*Binomial(n, p) in each step, p = rate*dt, that decays by d = exp(-dt/tau) in each has the mean
w*n*p/(1 - d) and the variance w**2*n*p*(1 - p)/(1 - d**2) after long; 30 ms are 15 tau, so exp(-15) is missing.
The first of the two samples is 0: over both, the mean is half of it."""

import numpy as np

SIZE = 4000


def moments(n, rate, w):
    p, d = rate*1e-4, np.exp(-1e-4/2e-3)
    return w*n*p/(1 - d), w*w*n*p*(1 - p)/(1 - d*d)


def expected():
    arrays = {}
    for name, n, rate, w in [("few", 7, 500, 0.5), ("many", 1000, 300, 0.01)]:
        mean, variance = moments(n, rate, w)
        arrays[f"{name}_last.v:mean"] = mean/2
        # Of two samples of each neuron, one of which is 0.
        arrays[f"{name}_last.v:std"] = np.sqrt((variance + mean**2)/2 - mean**2/4)
    return arrays


def errors():
    found = {}
    for name, n, rate, w in [("few", 7, 500, 0.5), ("many", 1000, 300, 0.01)]:
        mean, variance = moments(n, rate, w)
        found[f"{name}_last.v:mean"] = 4*np.sqrt(variance/SIZE)/2
        found[f"{name}_last.v:std"] = 4*np.sqrt(variance/SIZE)
    return found


ABSOLUTE = errors()
