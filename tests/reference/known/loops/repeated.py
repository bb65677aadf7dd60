"""The same statements in Python; samples are taken at 0, 0.2, 0.4, … ms."""

import numpy as np


def expected():
    x, trace = np.zeros(2), []
    for _ in range(3):
        x = 2*x + 1 + np.arange(2)
        trace += [x.copy()]*3
        x[1] -= 1
    trace += [x.copy()]*2
    return {"cells_states.x": np.array(trace)[::2].T, "last cells.x": x, "last cells.n": np.full(2, 10000.0)}
