"""The period of a leaky integrate-and-fire cell is tref + tau*log(R*I/(R*I - (Vt - El))), if R*I is above Vt - El
(Gerstner et al. 2014, doi:10.1017/CBO9781107447615, section 1.3). Counts differ by the rounding of each period to steps."""

import numpy as np


def expected():
    drive = 100e6*(0.19 + 0.05*np.arange(5))*1e-9
    counts = np.zeros(5)
    for cell in range(1, 5):
        # The rise takes whole steps of 0.1 ms, and the step of the spike is the first of the 20 refractory ones.
        rise = 1e-4*np.ceil(20e-3*np.log(drive[cell]/(drive[cell] - 20e-3))/1e-4 - 1e-9)
        period, first = 2e-3 - 1e-4 + rise, rise - 1e-4
        counts[cell] = np.floor((10 - first)/period) + 1
    return {"cells_count.i": np.arange(5), "cells_count.count": counts}


ABSOLUTE = {"cells_count.count": 0}
