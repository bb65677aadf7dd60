"""The same statements in Python."""

import numpy as np


def expected():
    total, n, a = 0, 0, 0
    for x in [5e-3, 10e-3, 20e-3]:
        total = 2*total + x
    for k in range(4):
        n = 10*n + k
    for x in [3, 1, 2]:
        for k in range(x):
            a = 2*a + k*x
    # u in steps of 1/40, of which x*0.1 are 2, 4 and 6
    u, trace = 0, []
    for twice in [1, 2, 3]:
        x = twice/2
        for _ in range(round(x*10)):
            trace.append(u)
            u += 0.1*x
        while True:
            trace.append(u)
            u += 0.1*x
            if u > 2*x - 0.02:
                break
        for _ in range(twice):
            u -= 0.25
            trace.append(u)
            u += 0.1*x
    return {"cell_states.u": np.array([trace]), "last cell.a": np.array([a]), "last cell.n": np.array([n]),
            "last cell.total": np.array([total])}
