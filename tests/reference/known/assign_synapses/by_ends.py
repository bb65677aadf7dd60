from brian2 import *


def record():
    cells = NeuronGroup(6, """v : volt
                              x : 1""")
    cells.v, cells.x = "(i - 2.5)*mV", "i*i"
    tail = cells[3:]
    net = Synapses(cells, tail, """w : 1
                                   d : volt
                                   strong : boolean""")
    net.connect("i != j + 3")
    net.w = "0.1*(i + 1)*(j + 1)"
    net.w["i == 0"] = 7
    net.w["j > 0 and i < 3"] = "w + 0.5*j"
    net.d["v_post > v_pre"] = "v_post - v_pre"
    net.strong["w > 0.65"] = True
    net.w["strong"] = "w*(x_pre + 0.5*x_post)"
    net.w["not strong"] = "0.01*i + 0.001*j + 0.1*N_incoming"
    cells.v[4] = 0*mV
    net.d["v_post == 0*mV"] = "d - 1*mV*i"
    return {"net.i": net.i[:], "net.j": net.j[:], "last net.w": net.w[:], "last net.d": np.asarray(net.d[:]),
            "last net.strong": np.asarray(net.strong[:], dtype=float)}
