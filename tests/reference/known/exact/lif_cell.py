from brian2 import *


def network():
    constants = dict(tau=10*ms, R=100*Mohm, I=0.25*nA, EL=-65*mV, Vt=-50*mV, Vr=-70*mV)
    cells = NeuronGroup(1, "dv/dt = (EL - v + R*I)/tau : volt (unless refractory)", method="exact",
                        threshold="v > Vt", reset="v = Vr", refractory=3.05*ms, namespace=constants)
    cells.v = "EL"
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, "v", record=[0], name="cells_states")), [200*ms]
