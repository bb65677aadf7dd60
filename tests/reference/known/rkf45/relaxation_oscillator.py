"""The equation of van der Pol (doi:10.1080/14786442608564127), solved by SciPy's DOP853 to a tolerance of 1e-13."""

import numpy as np
from scipy.integrate import solve_ivp

TOLERANCE = 1e-6


def expected():
    t = np.arange(80)*0.5
    states = []
    for mu in (1, 10):
        solved = solve_ivp(lambda t, x: [x[1], mu*(1 - x[0]**2)*x[1] - x[0]], (0, t[-1]), [2, 0], "DOP853",
                           t_eval=t, rtol=1e-13, atol=1e-14)
        states.append(solved.y)
    return {"g_states.x": np.array(states)[:, 0], "g_states.y": np.array(states)[:, 1]}
