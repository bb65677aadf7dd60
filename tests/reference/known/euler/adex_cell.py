from brian2 import *


def network():
    constants = dict(C=104*pF, gL=4.3*nS, EL=-65*mV, VT=-52*mV, DT=0.8*mV, Vs=40*mV, Vr=-53*mV, a=-0.8*nS, b=65*pA,
                     tau_w=88*ms, I_ext=150*pA)
    cells = NeuronGroup(1, """dV/dt = (-gL*(V - EL) + gL*DT*exp((V - VT)/DT) + I_ext - w)/C : volt
                              dw/dt = (a*(V - EL) - w)/tau_w                                : amp""",
                        method="euler", threshold="V > Vs", reset="V = Vr; w += b", namespace=constants)
    cells.V = "EL"
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["V", "w"], record=[0], name="cells_states")), [300*ms]
