"""The pairs, counted."""

import numpy as np


def expected():
    n = 7
    pairs = {
        "both": [(i, i + k) for i in range(n) for k in (-2, -1, 1, 2) if 0 <= i + k < n],
        "folded": [(i, k // 2) for i in range(n) for k in range(i)],
        "once": [(i, j) for i in range(n) for j in sorted({k // 2 for k in range(i)})],
        "twice": sorted(((j + k) % n, j) for j in range(n) for k in (1, 3, 1) for _ in range(1 + j % 2)),
        "wide": [(i, j) for i in range(3) for j in range(i, 6, 2)],
    }
    return {f"{name}.{end}": np.array([pair[at] for pair in those])
            for name, those in pairs.items() for at, end in enumerate("ij")}
