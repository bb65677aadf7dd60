"""Arrivals 0.5 ms + 1 to 3 ms, uniform, rounded to 0.1 ms; four standard errors."""

import numpy as np

ABSOLUTE = {"cells_states.arrived:mean": 4*0.5*2e-3/np.sqrt(12)/np.sqrt(4000)}


def expected():
    return {
        "cells_states.arrived:count": 8000,
        "cells_states.arrived:min": 0.0,
        # Half of the values are of t = 0, before any arrival.
        "cells_states.arrived:mean": 1.25e-3,
        "cells_states.arrived:max": 3.5e-3,
    }
