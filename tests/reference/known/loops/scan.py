from brian2 import *


def record():
    cell = NeuronGroup(1, """dv/dt = (drive - v)/(10*ms) : 1
                             n : integer""", threshold="v > limit", reset="v = 0; n += 1", method="exact")
    spikes = SpikeMonitor(cell)
    net = Network(cell, spikes)
    times = []

    def run(drive, limit, duration):
        known = spikes.num_spikes
        net.run(duration, namespace={"drive": drive, "limit": limit})
        times.extend((spikes.t/second)[known:])

    net.store("start")
    for x in [1.2, 1.6, 2.4]:
        for y in [1, 0.8]:
            n = cell.n[:].copy()
            net.restore("start")
            cell.n = n
            run(x, y, 50*ms)
    for _ in range(2):
        x *= 1.1
        run(x, y, 10*ms)
    return {"cell_spikes.t": np.array(times), "last cell.n": np.asarray(cell.n[:], dtype=float)}
