"""An Ornstein-Uhlenbeck process of unit noise has the variance 1/2; Euler with dt/tau = 1/50 gives 1/(2 - 1/50). The correlation time
of 5 ms makes 2000 independent samples of 20 s for what is shared, 20 times as many for what is not."""
import numpy as np

V = 1/(2 - 0.02)
ABSOLUTE = {"cells_states.difference:max": 1e-9, "cells_states.x:mean": 4*np.sqrt(2*V/4000),
            "cells_states.x:std": 4*np.sqrt(V/4000), "cells_states.w:std": 4*np.sqrt(V/80000),
            "cells_states.held:mean": 4/np.sqrt(200_000), "cells_states.held:std": 4/np.sqrt(400_000)}


def expected():
    return {"cells_states.difference:max": 0.0, "cells_states.x:mean": 0.0, "cells_states.x:std": np.sqrt(V),
            "cells_states.w:std": np.sqrt(V), "cells_states.held:mean": 0.0, "cells_states.held:std": 1.0}
