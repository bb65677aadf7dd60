"""x, y and z are t, t²/2 and t³/6 times the ramp; p + q stays 1 and p relaxes to k/(1 + k) at the rate (1 + k)/4 ms."""

import numpy as np


def expected():
    t = np.arange(200)*0.1
    ramp = 1 + np.arange(2)[:, None]
    k = 2 + np.arange(2)[:, None]
    p = (k + np.exp(-(1 + k)*t/4))/(1 + k)
    powers = {"x": t, "y": t**2/2, "z": t**3/6}
    return {f"g_states.{name}": ramp*power for name, power in powers.items()} | {
        "g_states.p": p, "g_states.q": 1 - p}


# q is a difference of numbers that are larger at first.
TOLERANCE = {"g_states.q": 1e-8}
