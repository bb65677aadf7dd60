from brian2 import *


def network():
    source = NeuronGroup(3, "dv/dt = (60 + 50*i)*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells = NeuronGroup(2, """dv/dt = (-70*mV - v - s_nmda*15*mV*(v/mV)/(1 + exp(-0.062*v/mV)/3.57)/10)/(20*ms) : volt
                              s_nmda : 1""", method="euler")
    cells.v = -65*mV
    nmda = Synapses(source, cells, """w : 1
                                      dx/dt = -x/(2*ms) : 1 (clock-driven)
                                      ds/dt = -s/(100*ms) + 0.5/ms*x*(1 - s) : 1 (clock-driven)
                                      s_nmda_post = w*s : 1 (summed)""",
                    on_pre="x += 1", delay=0.5*ms, method="rk4")
    nmda.connect()
    nmda.w = "1 + i - 0.3*j"
    return Network(source, cells, nmda, StateMonitor(nmda, ["s", "x"], record=True, name="nmda_states"),
                   StateMonitor(cells, ["v", "s_nmda"], record=True, name="cells_states")), [80*ms]
