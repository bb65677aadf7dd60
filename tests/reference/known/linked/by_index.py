from brian2 import *


def network():
    source = NeuronGroup(6, """dv/dt = (1 + 0.3*i - v)/(10*ms) : 1
                               square = v*v + i : 1""", method="euler", name="a_source")
    cells = NeuronGroup(4, """which : integer
                              w : 1 (linked)
                              q : 1 (linked)
                              du/dt = (w + q - u)/(3*ms) : 1""", method="euler", name="b_cells")
    cells.w = linked_var(source, "v", index="which")
    cells.q = linked_var(source, "square", index=[5, 4, 3, 2])
    cells.run_regularly("which = (which + 1) % 6", dt=2*ms)
    cells.which = "i + 2"
    return Network(source, cells, StateMonitor(cells, ["u", "q"], record=True, name="b_cells_states")), [20*ms]
