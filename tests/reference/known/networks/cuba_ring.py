from brian2 import *


def network():
    constants = dict(taum=20*ms, taue=5*ms, taui=10*ms, Vt=-50*mV, Vr=-60*mV, El=-45*mV, we=1.62*mV, wi=-4.5*mV)
    cells = NeuronGroup(20, """dv/dt  = (ge + gi - (v - El))/taum : volt (unless refractory)
                               dge/dt = -ge/taue                  : volt
                               dgi/dt = -gi/taui                  : volt""", method="exact",
                        threshold="v > Vt", reset="v = Vr", refractory=5*ms, namespace=constants)
    cells.v = "Vr + (i*7 % 20)/20.0*(Vt - Vr)"
    exc = Synapses(cells[:16], cells, on_pre="ge += we", namespace=constants)
    exc.connect(j="(i + 3) % N_post")
    exc.connect(j="(7*i + 2) % N_post")
    inh = Synapses(cells[16:], cells, on_pre="gi += wi", namespace=constants)
    inh.connect("(i + j) % 4 == 0 and i + 16 != j")
    return Network(cells, exc, inh, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "ge", "gi"], record=[0, 17], name="cells_states")), [200*ms]
