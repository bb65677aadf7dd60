"""The synapses one by one, by source and then by number."""
import numpy as np


def expected():
    steps = 42
    pairs = [(i, j) for i in range(4) for j in range(3) if i != j]
    pairs += [(i, i) for i in range(3)]
    numbered = sorted(range(len(pairs)), key=lambda k: (pairs[k][0], k))
    x, u, r, seen = 1.0 + np.arange(4), np.zeros(3), np.zeros(3), np.zeros(len(pairs))
    all_x, all_u, all_r, all_seen = [], [], [], []
    for step in range(steps):
        for now, trace in ((x, all_x), (u, all_u), (r, all_r), (seen, all_seen)):
            trace.append(now.copy())
        # Neuron 1 spikes in step 0, and is refractory for 25 steps from then on.
        free = np.array([True, step >= 25, True])
        if step % 10 == 0:
            for k in numbered:
                i, j = pairs[k]
                u[j] = 0.5*u[j] + x[i]
                seen[k] = u[j]
                x[i] += 0.1*u[j]
                r[j] = 2*r[j] + 1 if free[j] else r[j]
    return {"a_states.x": np.transpose(all_x), "b_states.u": np.transpose(all_u),
            "b_states.r": np.transpose(all_r), "s_states.seen": np.transpose(all_seen)}
