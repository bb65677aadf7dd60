from brian2 import *


def network():
    constants = dict(taum=20*ms, taue=5*ms, taui=10*ms, Vt=-50*mV, Vr=-60*mV, El=-60*mV, Ee=0*mV, Ei=-80*mV, Ib=20*mV,
                     we=0.1, wi=0.8)
    cells = NeuronGroup(20, """dv/dt  = (El - v + ge*(Ee - v) + gi*(Ei - v) + Ib)/taum : volt (unless refractory)
                               dge/dt = -ge/taue                                       : 1
                               dgi/dt = -gi/taui                                       : 1""", method="euler",
                        threshold="v > Vt", reset="v = Vr", refractory=5*ms, namespace=constants)
    cells.v = "Vr + (i*11 % 20)/20.0*(Vt - Vr)"
    cells.ge = "i/100.0"
    exc = Synapses(cells[:16], cells, on_pre="ge += we", delay=0.8*ms, namespace=constants)
    exc.connect(j="(i + 5) % N_post")
    exc.connect(j="(3*i + 1) % N_post")
    inh = Synapses(cells[16:], cells, on_pre="gi += wi", delay=0.8*ms, namespace=constants)
    inh.connect("abs(i - j) % 5 <= 1")
    return Network(cells, exc, inh, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "ge", "gi"], record=[3, 18], name="cells_states")), [200*ms]
