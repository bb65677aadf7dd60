from brian2 import *


def network():
    cells = NeuronGroup(5, name="a_cells", model="""dv/dt = (drive*(1 + 0.1*i) - v)/(8*ms) : 1
                              gain : 1 (shared)
                              n : integer (shared)
                              on : boolean (shared)
                              drive = 1.5 + gain*sin(2*pi*t/(10*ms)) : 1 (shared)""", method="euler",
                        threshold="v > 1 + 0.1*n", reset="v = 0.05*gain")
    cells.run_regularly("n += 1; gain = gain*0.9 + 0.1*int(on); on = not on; v += 0.01*n", dt=5*ms)
    cells.gain = 0.4
    cells.on = True
    s = Synapses(cells, cells, """eta : 1 (shared)
                                  w : 1
                                  up = eta*gain_post : 1 (shared)""", on_pre="v += up*w; w *= 1 - eta")
    s.connect("i != j")
    s.eta = 0.1
    s.w = "0.2*i + eta"
    return Network(cells, s, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "gain", "n", "on", "drive"], record=True, name="cells_states"),
                   StateMonitor(s, ["w", "eta", "up"], record=True, name="s_states")), [40*ms]
