"""With x = v - (Vrest + Vc)/2 the equation of a quadratic cell is tau dx/dt = k*x**2 + D, D = R*I - k*((Vc - Vrest)/2)**2,
which takes tau/sqrt(k*D)*(arctan(x2*sqrt(k/D)) - arctan(x1*sqrt(k/D))) from x1 to x2 (Latham et al. 2000,
doi:10.1152/jn.2000.83.2.808)."""

import numpy as np


def expected():
    k, tau, middle = 40.0, 20e-3, -57.5e-3
    drive = 100e6*(0.1 + 0.1*np.arange(4))*1e-9
    D = drive - k*(7.5e-3)**2
    ratio = np.sqrt(k/D)
    period = tau/np.sqrt(k*D)*(np.arctan((30e-3 - middle)*ratio) - np.arctan((-70e-3 - middle)*ratio))
    return {"cells_count.i": np.arange(4), "cells_count.count": np.floor(10/period)}


# A period is rounded up to steps of 0.01 ms.
ABSOLUTE = {"cells_count.count": 1}
