"""Each trial records `v` at 0 and after one step, two values of `u` that are the same, and the spikes of two steps, each of
which has one with probability 0.3."""

import numpy as np

TRIALS = 2000
ABSOLUTE = {"cell_states.v:mean": 4*np.sqrt(0.5/(2*TRIALS)), "cell_states.v:std": 4*0.5*0.7071/np.sqrt(TRIALS)*1.6,
            "U.u:mean": 4/np.sqrt(12*TRIALS), "U.u:std": 4*np.sqrt(1/60/TRIALS), "input_spikes.i:count": 4*np.sqrt(2*TRIALS*0.21)}


def expected():
    return {"cell_states.v:count": 2*TRIALS, "cell_states.v:mean": 0, "cell_states.v:std": np.sqrt(0.5),
            "U.u:mean": 0.5, "U.u:std": np.sqrt(1/12), "input_spikes.i:count": 2*TRIALS*0.3}
