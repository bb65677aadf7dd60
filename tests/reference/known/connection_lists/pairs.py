"""The pairs, counted."""

import numpy as np


def expected():
    plain = [(3, 1), (0, 5), (3, 0), (0, 2), (3, 1), (5, 5)]
    several = [(i, i % 3) for i in range(6)] + [(4, 0), (1, 2), (4, 1)] + [(2, 2), (2, 2), (1, 1)]
    within = [several[:at].count(pair) for at, pair in enumerate(several)]
    column = lambda values: np.array(values, dtype=float)[:, None]
    return {
        "plain.i": np.array([i for i, _ in plain]), "plain.j": np.array([j for _, j in plain]),
        "several.i": np.array([i for i, _ in several]), "several.j": np.array([j for _, j in several]),
        "plain_states.number": column(range(len(plain))),
        "plain_states.w": column([10*i + j for i, j in plain]),
        "several_states.number": column(range(len(several))),
        "several_states.within": column(within),
    }
