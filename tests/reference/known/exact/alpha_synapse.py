from brian2 import *


def network():
    constants = dict(tau=10*ms, tau_s=4*ms, EL=-65*mV, Vt=-50*mV, Vr=-65*mV)
    source = NeuronGroup(2, "dv/dt = (25*mV + i*4*mV - v)/tau : volt", method="exact", threshold="v > 15*mV",
                         reset="v = 0*mV", namespace=constants)
    cell = NeuronGroup(1, """dv/dt = (EL - v + g)/tau : volt (unless refractory)
                             dg/dt = (h - g)/tau_s    : volt
                             dh/dt = -h/tau_s         : volt""", method="exact",
                       threshold="v > Vt", reset="v = Vr", refractory=1*ms, namespace=constants)
    cell.v = "EL"
    input = Synapses(source, cell, on_pre="h += 20*mV*(1 + i)", delay=1.2*ms, namespace=constants)
    input.connect()
    return Network(source, cell, input, SpikeMonitor(source, name="source_spikes"),
                   SpikeMonitor(cell, name="cell_spikes"),
                   StateMonitor(cell, ["v", "g", "h"], record=[0], name="cell_states")), [200*ms]
