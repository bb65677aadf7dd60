"""Counted; probabilities with four standard deviations of the sum of Bernoulli draws."""

import numpy as np

N = 300
i, j = np.meshgrid(np.arange(N), np.arange(N), indexing="ij")
near = np.where(i != j, np.exp(-abs(i - j)/N/0.05), 0)
candidates = sum((k + 1) // 2 for k in range(N))
ABSOLUTE = {
    "chance.i:count": 4*np.sqrt(N*N*0.02*0.98),
    "chance.i:mean": 4*np.sqrt((N**2 - 1)/12/(N*N*0.02)),
    "near.i:count": 4*np.sqrt((near*(1 - near)).sum()),
    "some.i:count": 4*np.sqrt(candidates*0.25*0.75),
    "altogether.i:mean": 4*np.sqrt(N**2/18/5000),
    "altogether.j:mean": 4*np.sqrt(N**2/18/5000),
}


def expected():
    return {
        "incoming.j:count": 7*N,
        "incoming.j:mean": (N - 1)/2,
        "outgoing.i": np.repeat(np.arange(N), np.arange(N) % 4),
        "altogether.i:count": 5000,
        "altogether.i:mean": (N - 2)/3,
        "altogether.j:mean": (2*N - 1)/3,
        "chance.i:count": N*N*0.02,
        "chance.i:mean": (N - 1)/2,
        "near.i:count": near.sum(),
        "some.i:count": 0.25*candidates,
    }
