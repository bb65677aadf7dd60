"""The statements, carried out with NumPy; sums in the order of the synapses' numbers."""

import numpy as np


def expected():
    pairs = [(4, 0), (0, 0), (1, 2), (4, 2), (2, 2), (4, 2), (0, 3)] + [(k, k) for k in range(4)]
    i, j = np.array(pairs).T
    x, y = 0.5 + np.arange(5), 2.0*np.arange(4)

    def total(ends, values):
        sums = np.zeros(5)
        for end, value in zip(ends, values):
            sums[end] += value
        return sums[ends]

    def mean(ends, values):
        return total(ends, values)/np.bincount(ends, minlength=5)[ends]

    w = x[i] + 0.25*np.arange(len(pairs))
    scaled = 2*w
    w = w - mean(j, w)
    u = w/(1 + total(i, abs(w))) + scaled
    z = mean(j, u - mean(i, u*y[j]))
    n = np.bincount(i, minlength=5)[i]
    return {f"s_states.{name}": values[:, None].astype(float) for name, values in dict(w=w, u=u, z=z, n=n).items()}
