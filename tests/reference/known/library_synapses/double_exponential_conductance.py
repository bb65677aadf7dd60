"""weight*(exp(-t/tau_decay) - exp(-t/tau_rise))/peak (Roth & van Rossum 2009, doi:10.7551/mitpress/9780262013277.003.0007), one
step after the synapses as with every summed variable."""

import numpy as np


def expected():
    rise, decay = 1e-3, 6e-3
    shape = lambda t: np.exp(-t/decay) - np.exp(-t/rise)
    peak = shape(rise*decay/(decay - rise)*np.log(decay/rise))
    times = np.arange(400)*1e-4
    elapsed = np.maximum(times - 5e-3 - 1e-4, 0)
    return {"cells_states.t": times, "cells_states.i": np.zeros(1),
            "cells_states.g_syn": (2e-9*shape(elapsed)/peak)[None, :]}
