"""v_i(t) = 2*(1 - exp(-t/(10 ms*(1 + i)))); a step that begins at n*dt ends with v((n + 1)*dt)."""

import numpy as np


def voltage(i, n):
    return 2*(1 - np.exp(-n*1e-4/(10e-3*(1 + i))))


def expected():
    n = 0
    for holds in [lambda n: any(voltage(i, n) > 1 for i in range(4)), lambda n: all(voltage(i, n) > 0.5 for i in range(4)),
                  lambda n: all(voltage(i, n) >= 1.25 for i in [2, 3])]:
        n += 1
        while not holds(n):
            n += 1
    n += 30 + 1
    steps = np.arange(n)
    return {"cells_states.t": steps*1e-4, "cells_states.v": voltage(0, steps)[np.newaxis],
            "last cells.v": voltage(np.arange(4), n)}
