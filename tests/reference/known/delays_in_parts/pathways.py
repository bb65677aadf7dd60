from brian2 import *


def network():
    source = NeuronGroup(3, "dv/dt = 110*Hz + 30*Hz*i : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells = NeuronGroup(24, """du/dt = 90*Hz + 5*Hz*i : 1
                               dx/dt = -x/(4*ms) : 1""", method="euler", threshold="u > 1", reset="u = 0")
    s = Synapses(source, cells, """w : 1
                                   n_up : integer
                                   n_down : integer
                                   n_back : integer""",
                 on_pre={"pre": "x_post += w; n_up += 1", "down": "x_post *= 0.75; n_down += 1"},
                 on_post={"back": "w += 0.125; n_back += 1", "post": "w *= 0.5"})
    s.connect(condition="i != 1")
    index = arange(len(s))
    s.pre.delay = (1 + 0.3*(array(s.j) % 3))*ms
    s.down.delay = (2 - 0.2*(array(s.j) % 2))*ms
    s.back.delay = (0.1 + 0.4*(index % 4))*ms
    s.w = 1 + index
    s.down.order = 1  # after `pre`, as written
    s.back.order = 2
    s.post.order = 3
    return Network(source, cells, s, SpikeMonitor(source, name="source_spikes"),
                   SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, "x", record=True, name="cells_states"),
                   StateMonitor(s, ["w", "n_up", "n_down", "n_back"], record=True, name="s_states")), [50*ms]
