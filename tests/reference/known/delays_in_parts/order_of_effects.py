"""The order of section 6 of the language, carried out one synapse at a time."""

import numpy as np


def expected():
    steps, sources, targets = 100, 6, 10
    pairs = [(i, j) for i in range(sources) if i != 4 for j in range(targets)]
    synapses = [(i, j, k) for i, j in pairs for k in range(2)]
    synapses += [(i, j, 2) for i, j in pairs if (i + 2*j) % 3 == 0]
    delay = [(i + j + k) % 3 for i, j, k in synapses]
    a = np.array([1 + i + 0.01*j + 0.1*k for i, j, k in synapses])
    x = np.zeros(targets)
    traces = {"cells_states.x": np.zeros((targets, steps)), "s_states.a": np.zeros((len(synapses), steps))}
    spikes = [{i for i in range(sources) if step % 5 == i or step % 7 == 6 - i} for step in range(steps)]
    for step in range(steps):
        if step == 30:
            a[:20] = 7
            a[[n for n, (i, j, _) in enumerate(synapses) if i == 3 and j > 6]] = 5
        traces["cells_states.x"][:, step] = x
        traces["s_states.a"][:, step] = a
        for emitted in range(max(0, step - 3), step + 1):
            for source in range(sources):
                if source in spikes[emitted]:
                    for n, (i, j, _) in enumerate(synapses):
                        if i == source and emitted + delay[n] == step:
                            x[j] = 0.5*x[j] + a[n]
                            a[n] += 0.125
    return traces
