"""The sum of 16 standard normal numbers and of 9 fair coins: mean 4.5, variance 16 + 9/4."""
import numpy as np

N, STD = 20000, np.sqrt(16 + 9/4)
ABSOLUTE = {"last cells.s:std": 4*STD/np.sqrt(2*N), "last cells.s:mean": 4*STD/np.sqrt(N)}


def expected():
    return {"last cells.s:std": STD, "last cells.s:mean": 4.5}
