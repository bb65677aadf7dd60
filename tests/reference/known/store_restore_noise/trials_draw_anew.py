"""Brownian motion: after 1 ms with the noise xi/sqrt(second), v has the standard deviation sqrt(1e-3). The sum of 16
independent trials has 4 times that, 16 times the same trial has 16 times that. The standard error of a standard deviation
of n normal numbers is its value over sqrt(2n)."""
import numpy as np

N = 20000
S, R = 4*np.sqrt(1e-3), 16*np.sqrt(1e-3)
ABSOLUTE = {"last cells.s:std": 4*S/np.sqrt(2*N), "last cells.r:std": 4*R/np.sqrt(2*N),
            "last cells.s:mean": 4*S/np.sqrt(N), "last cells.r:mean": 4*R/np.sqrt(N)}


def expected():
    return {"last cells.s:std": S, "last cells.r:std": R, "last cells.s:mean": 0.0, "last cells.r:mean": 0.0}
