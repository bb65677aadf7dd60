"""In exact trials nothing differs from the one before; in the others all is drawn anew, and no cell has the same voltage."""

import numpy as np


def expected():
    return {"last cells.other": np.zeros(50), "last cells.anew": np.zeros(50)}
