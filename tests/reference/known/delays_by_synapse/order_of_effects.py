"""The order of section 6 of the language, carried out one synapse at a time."""

import numpy as np


def expected():
    steps, sources, targets = 100, 6, 4
    synapses = [(i, j, k) for i in range(sources) for j in range(targets) for k in range(2)]
    delay = {(i, j, k): (i*7 + j*3 + k*5) % 8 for i, j, k in synapses}
    spikes = [{i for i in range(sources) if step % 5 == i or step % 7 == 6 - i} for step in range(steps)]
    x = np.zeros(targets)
    trace = np.zeros((targets, steps))
    for step in range(steps):
        trace[:, step] = x
        for emitted in range(max(0, step - 8), step + 1):
            for i, j, k in synapses:
                if i in spikes[emitted] and emitted + delay[i, j, k] == step:
                    x[j] = 0.5*x[j] + (1 + i + 0.01*j + 0.1*k)
    return {"cells_states.x": trace}
