from brian2 import *


def network():
    constants = dict(tau=10*ms, tau_w=60*ms, EL=-65*mV, Vt=-50*mV, Vr=-62*mV, R=100*Mohm, I=0.3*nA, a=1*nS, b=20*pA)
    cells = NeuronGroup(2, """dv/dt = (EL - v + R*(I - w))/tau : volt
                              dw/dt = (a*(v - EL) - w)/tau_w   : amp""", method="exact",
                        threshold="v > Vt", reset="v = Vr; w += b", namespace=constants)
    cells.v = "EL - i*3*mV"
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "w"], record=True, name="cells_states")), [200*ms]
