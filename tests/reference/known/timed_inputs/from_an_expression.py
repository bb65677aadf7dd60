"""The formula at the times at which values begin: 20 of 0.5 ms, and 13 of 0.4 ms, of which the last goes beyond 5 ms."""

import numpy as np


def expected():
    step = np.arange(120)
    at = np.minimum(step//5, 19)*0.5e-3
    a = 2e-3*np.sin(2*np.pi*50*at)
    at = np.minimum(step//4, 12)*0.4e-3
    b = (np.arange(3)[:, None] + 1)*np.cos(2*np.pi*at/4e-3) + at/1e-3
    return {"cells_states.a": np.tile(a, (3, 1)), "cells_states.b": b}
