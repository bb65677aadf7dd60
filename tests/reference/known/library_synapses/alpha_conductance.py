"""weight*(t/tau)*exp(1 - t/tau) after the spike (Rall 1967, doi:10.1152/jn.1967.30.5.1138). The spike of step 50 is delivered in
its own step, and the summed variable shows the synapses at the beginning of a step: it follows by one step of 0.1 ms."""

import numpy as np


def expected():
    times = np.arange(400)*1e-4
    elapsed = np.maximum(times - 5e-3 - 1e-4, 0)/5e-3
    return {"cells_states.t": times, "cells_states.i": np.zeros(1),
            "cells_states.g_alpha": (2e-9*elapsed*np.exp(1 - elapsed))[None, :]}
