"""A time lies in the step floor(T/dt + 0.001)."""
import numpy as np


def expected():
    dt, steps = 0.1, 40
    times = [0, 0.14, 0.29985, 0.39995, 0.7, 1.1, 2.3, 2.99989, 5]
    # In these, 0.29985 lies 0.0015 steps before the grid, and 0.39995 lies 0.0005 steps before it.
    at = [0, 1, 2, 4, 7, 11, 23, 29, 50]
    assert [int(np.floor(time/dt + 1e-3)) for time in times] == at
    x, y = np.zeros((2, steps)), np.zeros((2, steps))
    now, kept = np.zeros(2), np.zeros(2)
    for step in range(steps):
        # Monitors look after `at` in the slot `start`, and before the slot `end`.
        now = now + [1, 2] if step in at else now
        x[:, step], y[:, step] = now, kept
        kept = now if step in (5, 10) else kept
    return {"cells_states.x": x, "cells_states.y": y}
