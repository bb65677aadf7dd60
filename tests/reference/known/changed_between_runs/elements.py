from brian2 import *


def record():
    cells = NeuronGroup(12, """x : 1
                               y : 1
                               n : integer
                               b : boolean
                               v : volt""")
    part = cells[4:9]
    cells.x = "10*i"
    cells.x[2:5] = "-i"
    cells.x[::3] += 0.5
    cells.x[11] *= 2
    for k in [1, 7, 9, 10]:
        cells.y[k] = "x/4"
    cells.n["i % 2 == 0"] = "i*i"
    cells.b["x > 50 and i < 10"] = True
    cells.v["b"] = "x*mV"
    cells.v["not b"] = "v - 1*mV*i"
    part.y = "y + i + N/100"
    # A subgroup of Brian2 takes no strings as indices.
    part.x[2] = 2
    part.x[:] = np.where(part.x[:] > 40, part.x[:]/4, part.x[:])
    cells.y["y > 0"] = "clip(y, 0, 3) + x/100"
    return {f"last cells.{name}": np.asarray(getattr(cells, name)[:], dtype=float) for name in ["x", "y", "n", "b", "v"]}
