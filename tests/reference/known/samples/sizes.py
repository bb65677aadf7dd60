"""Counted; means and variances of hypergeometric and binomial draws, with four standard errors."""

import numpy as np

N = 1000
drawn = 400*N*0.05
ABSOLUTE = {
    "fixed.j:mean": 4*np.sqrt((N**2 - 1)/12/4000),
    "fixed.j:std": 4*N/np.sqrt(12)/np.sqrt(4000),
    "stepped.j:mean": 4*np.sqrt(7**2*(143**2 - 1)/12/1200),
    "drawn.j:count": 4*np.sqrt(drawn*0.95),
    "drawn.j:mean": 4*np.sqrt((N**2 - 1)/12/drawn),
    "drawn.i:mean": 4*np.sqrt((400**2 - 1)/12/drawn),
}


def expected():
    return {
        "fixed.i": np.repeat(np.arange(400), 10),
        "fixed.j:mean": (N - 1)/2,
        "fixed.j:std": np.sqrt((N**2 - 1)/12),
        "stepped.i": np.concatenate([np.full(1 + i % 5, i) for i in range(400)]),
        "stepped.j:mean": 3 + 7*(143 - 1)/2,
        "stepped.j:count": 1200,
        "drawn.j:count": drawn,
        "drawn.j:mean": (N - 1)/2,
        "drawn.i:mean": (400 - 1)/2,
        "whole.i": np.repeat(np.arange(3), 8),
        "whole.j": np.tile(np.arange(8), 3),
        "cut.i": np.repeat(np.arange(3), [2, 5, 5]),
        "cut.i:count": 12,
    }
