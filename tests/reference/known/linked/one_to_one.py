from brian2 import *


def network():
    drive = NeuronGroup(1, """phase : 1
                              dx/dt = (cos(2*pi*50*Hz*t + phase) - x)/(4*ms) : 1
                              wave = 1 + 0.5*x : 1""", method="euler", name="a_drive")
    drive.phase = 0.5
    source = NeuronGroup(6, """dv/dt = (1 + 0.3*i - v)/(10*ms) : 1
                               square = v*v + 0.1*i : 1""", method="euler", threshold="v > 0.95", reset="v = 0",
                         name="b_source")
    cells = NeuronGroup(6, """w : 1 (linked)
                              q : 1 (linked)
                              x : 1 (linked)
                              du/dt = (w*x + q - u)/(3*ms) : 1""", method="euler", threshold="u > 1 and w > 0.3",
                        reset="u = 0.1*q", name="c_cells")
    cells.w = linked_var(source, "v")
    cells.q = linked_var(source, "square")
    cells.x = linked_var(drive, "wave")
    s = Synapses(source, cells, on_pre="u += 0.1*w_post")
    s.connect("i == j")
    return Network(drive, source, cells, s, SpikeMonitor(source, name="b_source_spikes"),
                   SpikeMonitor(cells, variables=["w", "q", "x", "u"], name="c_cells_spikes"),
                   StateMonitor(cells, ["u", "w", "q", "x"], record=True, name="c_cells_states")), [50*ms]
