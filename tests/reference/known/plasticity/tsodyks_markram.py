from brian2 import *


def network():
    source = NeuronGroup(3, "dv/dt = (40 + 35*i)*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells = NeuronGroup(2, "dv/dt = -v/(20*ms) : volt", method="exact")
    stp = Synapses(source, cells, """U : 1 (constant)
                                     tau_f : second (constant)
                                     tau_d : second (constant)
                                     du/dt = (U - u)/tau_f : 1 (event-driven)
                                     dx/dt = (1 - x)/tau_d : 1 (event-driven)""",
                   on_pre="""u += U*(1 - u)
                             v_post += 3*mV*u*x
                             x -= u*x""", delay=1*ms)
    stp.connect()
    stp.U = "0.15*int(j == 0) + 0.6*int(j == 1)"
    stp.tau_f = "400*ms*int(j == 0) + 15*ms*int(j == 1) + i*ms"
    stp.tau_d = "80*ms*int(j == 0) + 300*ms*int(j == 1)"
    stp.u = "U"
    stp.x = 1
    return Network(source, cells, stp, StateMonitor(stp, ["u", "x"], record=True, dt=0.5*ms, name="stp_states"),
                   StateMonitor(cells, "v", record=True, name="cells_states")), [150*ms]
