"""The elements 10, 20, 30 for the first three neurons, and what the conditions say of the others."""

import numpy as np


def expected():
    column = lambda values: np.array(values, dtype=float)[:, None]
    return {"cells_states.x": column([10, 20, 30, -1, -1, -1]), "cells_states.y": column([0, 1, 1, 0, 0, 0]),
            "cells_states.z": column([1, 0, 0, 1, 1, 1])}
