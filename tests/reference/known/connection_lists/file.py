"""The pairs as written to the files, and their effects from Brian2."""

from pathlib import Path

from brian2 import *

I = [3, 0, 2, 1, 3, 0, 3]
J = [1, 4, 2, 0, 0, 1, 1]
W = [0.5, -1.25, 3.0, 0.125, 2.0, -0.75, 8.0]
RANK = [7, 5, 3, 1, 6, 4, 2]
GOOD = [True, False, True, True, False, False, True]
DELAY = [1.04e-3, 0.0, 2e-3, 0.26e-3, 0.25e-3, 3.3e-3, 0.1e-3]


def record():
    folder = Path(__file__).resolve().parents[3]/"models"/"known"/"connection_lists"
    np.savez(folder/"edges.npz", i=np.array(I, dtype=np.int32), j=np.array(J, dtype=np.int32), w=np.array(W),
             rank=np.array(RANK), good=np.array(GOOD), delay=np.array(DELAY))
    rows = [f"{i},{j},{w}" for i, j, w in zip(I, J, W)]
    (folder/"edges.csv").write_text("i,j,w\n" + "\n".join(rows) + "\n")
    kept = [n for n in range(7) if I[n] != J[n]]
    i, j, w, rank, good, delay = (array(values)[kept] for values in (I, J, W, RANK, GOOD, DELAY))
    source = NeuronGroup(4, "dv/dt = 150*Hz + 20*Hz*i : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells = NeuronGroup(5, "x : 1\nlast : 1")
    s = Synapses(source, cells, "w : 1\nrank : integer", on_pre="x_post += w; last_post = rank")
    s.connect(i=i, j=j)
    s.w, s.rank, s.delay = w, rank, delay*second
    spikes, states = SpikeMonitor(source), StateMonitor(cells, ["x", "last"], record=True)
    run(30*ms)
    full = lambda values: np.repeat(np.array(values, dtype=float)[:, None], 300, axis=1)
    return {
        "s.i": i, "s.j": j, "table.i": array(I), "table.j": array(J),
        "s_states.w": full(w), "s_states.rank": full(rank), "s_states.good": full(good),
        "s_states.twice": full(2*w + good), "table_states.w": full(W),
        "source_spikes.i": array(spikes.i), "source_spikes.t": array(spikes.t),
        "cells_states.x": array(states.x), "cells_states.last": array(states.last),
    }
