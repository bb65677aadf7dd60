"""Euler-Maruyama of an Ornstein-Uhlenbeck process: v' = v + h*(1 - v) + s*sqrt(2*h)*N(0, 1) with h = dt/tau has the
stationary variance s**2/(1 - h/2)."""
import numpy as np

N, H, S = 4000, 0.1, 0.5
# At t = 100 ms, 200 steps from 0.
FORGOTTEN = (1 - H)**200
VARIANCE = S**2/(1 - H/2)*(1 - FORGOTTEN**2)


def expected():
    # The first sample of each is 0.
    both = np.array([0, 1 - FORGOTTEN])
    return {"end_of_run.v:mean": both.mean(), "end_of_run.v:std": np.sqrt(VARIANCE/2 + both.std()**2)}


ABSOLUTE = {"end_of_run.v:mean": 4*np.sqrt(VARIANCE/N)/2, "end_of_run.v:std": 4*np.sqrt(VARIANCE/N)}
