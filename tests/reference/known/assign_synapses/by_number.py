"""The rule gives all pairs but those of a cell with itself, by source and target; the pairs follow in their own order."""

import numpy as np


def expected():
    pairs = [(i, j) for i in range(4) for j in range(4) if i != j] + [(3, 0), (0, 3), (2, 2)]
    i, j = np.array(pairs, dtype=float).T
    number = np.arange(15.0)
    w = number.copy()
    w[3] = 100
    w[-1] += 0.25
    u = np.zeros(15)
    u[:4] = (i + 10*j)[:4]
    u[2:-3:2] += 1000
    n = np.zeros(15)
    n[-2:] = number[-2:]
    for k in [0, 5]:
        n[k] = np.sum(i == i[k])
    u += i/8 + j/64
    return {"net.i": i, "net.j": j, "last net.w": w, "last net.u": u, "last net.n": n}
