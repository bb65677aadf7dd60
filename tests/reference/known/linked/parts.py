from brian2 import *


def network():
    source = NeuronGroup(6, """dv/dt = (1 + 0.3*i - v)/(10*ms) : 1
                               gain : 1 (shared)
                               scaled = gain*v : 1""", method="euler", name="a_source")
    source.gain = 2
    cells = NeuronGroup(3, """w : 1 (linked)
                              z : 1 (linked)
                              g : 1 (linked)
                              p : 1 (linked)
                              du/dt = (w + g*z - p - u)/(3*ms) : 1""", method="euler", name="b_cells")
    cells.w = linked_var(source, "v", index=[2, 3, 4])
    cells.z = linked_var(source, "v", index=[4, 4, 4])
    cells.g = linked_var(source, "gain")
    cells.p = linked_var(source, "scaled", index=[3, 4, 5])
    return Network(source, cells, StateMonitor(cells, ["u", "w", "z", "g", "p"], record=True, name="b_cells_states")), [20*ms]
