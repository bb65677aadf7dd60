"""The mean of the two relaxes to rest with C/gL, their difference with C/(gL + 2*g)."""

import numpy as np


def expected():
    times = np.arange(50)*1e-3
    mean = -70e-3 + 10e-3*np.exp(-times/20e-3)
    half = 10e-3*np.exp(-times/10e-3)
    return {"cells_states.t": times, "cells_states.i": np.arange(2), "cells_states.v": np.array([mean - half, mean + half])}


# Forward Euler with steps of 0.001 ms.
TOLERANCE = 1e-4
