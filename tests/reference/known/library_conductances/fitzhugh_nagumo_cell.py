"""The equations of FitzHugh (1961, doi:10.1016/S0006-3495(61)86902-6), integrated by SciPy's DOP853 to 1e-12."""

import numpy as np
from scipy.integrate import solve_ivp


def expected():
    times = np.arange(100)*1e-3
    traces = []
    for drive in (0, 0.5):
        def slope(t, x):
            v, w = x
            return [(v - v**3/3 - w + drive)/1e-3, (v + 0.7 - 0.8*w)/12.5e-3]
        solution = solve_ivp(slope, (0, 0.1), [-1.199408, -0.624260], "DOP853", times, rtol=1e-12, atol=1e-12)
        traces.append(solution.y)
    return {"cells_states.i": np.arange(2), "cells_states.t": times,
            "cells_states.v": np.array([v for v, w in traces]), "cells_states.w": np.array([w for v, w in traces])}


# Runge–Kutta of fourth order with steps of 0.01 ms.
TOLERANCE = 1e-6
