"""Moments of n = 399*50 independent standard normal numbers, within four standard errors: of the mean 1/sqrt(n), of the
standard deviation 1/sqrt(2n), of the mean square sqrt(2/n), of the mean product of independent ones 1/sqrt(n)."""

N = 399*50
ABSOLUTE = {"cells_states.x:mean": 4/N**0.5, "cells_states.x:std": 4/(2*N)**0.5, "cells_states.y:mean": 4*(2/N)**0.5,
            "cells_states.z:mean": 4/N**0.5, "cells_states.later:mean": 4/N**0.5}


def expected():
    return {"cells_states.x:mean": 0.0, "cells_states.x:std": 1.0, "cells_states.y:mean": 1.0,
            "cells_states.z:mean": 0.0, "cells_states.later:mean": 0.0}
