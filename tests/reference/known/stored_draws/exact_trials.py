"""The second time nothing differs; the third time all is drawn anew, and no cell has the same voltage."""

import numpy as np


def expected():
    return {"last cells.second_time": np.zeros(50), "last cells.third": np.zeros(50)}
