from brian2 import *


def block(name, size, tau, EL, VT, I):
    group = NeuronGroup(size, "dv/dt = (EL - v + I)/tau : volt (unless refractory)", method="exact", threshold="v > VT",
                        reset="v = EL", refractory=2*ms, namespace={"tau": tau, "EL": EL, "VT": VT, "I": I})
    group.v = EL + arange(size)*mV
    return group, StateMonitor(group, "v", record=True, name=f"{name}_states"), SpikeMonitor(group, name=f"{name}_spikes")


def network():
    slow = block("slow", 3, 20*ms, -65*mV, -50*mV, 20*mV)
    fast = block("fast", 2, 8*ms, -60*mV, -52*mV, 15*mV)
    return Network(*slow, *fast), [100*ms]
