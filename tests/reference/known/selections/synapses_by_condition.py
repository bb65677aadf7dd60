from brian2 import *


def record():
    cells = NeuronGroup(5, "dv/dt = (1.3 + 0.1*i - v)/(10*ms) : 1", threshold="v > 1", reset="v = 0", method="exact")
    cells.v = "0.1*i"
    net = Synapses(cells, cells[1:], "w : 1", on_pre="w += 0.1*(1 + i)", on_post="w -= 0.02*(1 + j)")
    net.connect("i != j + 1")
    net.w = "0.1*i + 0.01*j"
    i, j, w, v = net.i[:], net.j[:], net.w[:].copy(), cells.v[:]
    n = len(i)
    chosen = {"net_states": np.flatnonzero(i == 0), "A": np.flatnonzero((w > 0.2) & (j < 3)),
              "B": np.flatnonzero((i % 2 != (j + 1) % 2) & (v[j + 1] > 0.2)),
              "C": np.array([n - 1, *range(n - 4, n), 2]), "D": np.arange(n)[-6:-2:2], "E": np.array([3])}
    states = StateMonitor(net, "w", record=True)
    Network(cells, net, states).run(60*ms)
    result = {f"{name}.i": of for name, of in chosen.items() if name != "E"}
    return result | {f"{name}.w": states.w[:][of] for name, of in chosen.items()}
