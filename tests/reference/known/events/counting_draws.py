"""The moments of the distributions: Poisson with mean m has the variance m, a binomial of n and p the variance n p (1 - p)."""
import numpy as np

SAMPLES = 100*1000
MOMENTS = {"cells_states.a": (3.5, 3.5), "cells_states.b": (12*0.3, 12*0.3*0.7), "cells_states.c": (1.5, 0.75),
           "s_states.k": (20.0, 20.0)}
# Four standard errors, and the first sample, which is 0.
ABSOLUTE = {f"{name}:mean": 4*np.sqrt(v/SAMPLES) + m/1000 for name, (m, v) in MOMENTS.items()}
ABSOLUTE |= {f"{name}:std": 4*np.sqrt(v/SAMPLES) + m/np.sqrt(v)*m/1000 for name, (m, v) in MOMENTS.items()}


def expected():
    means = {f"{name}:mean": m for name, (m, v) in MOMENTS.items()}
    return means | {f"{name}:std": np.sqrt(v) for name, (m, v) in MOMENTS.items()}
