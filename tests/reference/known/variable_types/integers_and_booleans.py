from brian2 import *


def network():
    cells = NeuronGroup(7, name="a_cells", model="""dv/dt = (1.3 + 0.1*i - v)/(5*ms) : 1
                              count : integer
                              parity = count % 3 : integer
                              odd = parity == 1 : boolean
                              flip : boolean""", method="euler", threshold="v > 1 and not (odd and flip)",
                        reset="count += 2 - int(flip); v = 0; flip = not flip or count // 4 > 2")
    cells.run_regularly("flip = odd; count -= 1", dt=4*ms)
    cells.count = "i*i - 5"
    cells.flip = "i > 3"
    s = Synapses(cells, cells, "hits : integer\nlast : boolean",
                 on_pre="hits += 1 + count_post % 2; last = flip_pre; v += 0.02*hits*int(not last)")
    s.connect("abs(i - j) == 1")
    return Network(cells, s, SpikeMonitor(cells, variables=["flip"], name="cells_spikes"),
                   StateMonitor(cells, ["v", "count", "parity", "odd", "flip"], record=True, name="cells_states"),
                   StateMonitor(s, ["hits", "last"], record=True, name="s_states")), [50*ms]
