from brian2 import *


def network():
    tau_w, b = 100*ms, 1*mV
    plain = NeuronGroup(2, """dv/dt = (18*mV - v - w)/(20*ms) : volt
                              dw/dt = -w/tau_w : volt""", method="euler", threshold="v > 15*mV",
                        reset="v = 0*mV; w += b", namespace={"tau_w": tau_w, "b": b})
    plain.v = 10*mV
    changed = NeuronGroup(3, """dv/dt = (25*mV + extra - v - w)/tau : volt
                                dw/dt = -w/tau_w : volt
                                extra = 2*mV*sin(2*pi*t*50*Hz) : volt
                                tau : second
                                count : 1""", method="euler", threshold="v > 15*mV",
                          reset="v = 2*mV; w += 2*b; count += 1", namespace={"tau_w": tau_w, "b": b})
    changed.tau = "(10 + 5*i)*ms"
    return Network(plain, changed, StateMonitor(plain, ["v", "w"], record=True, name="plain_states"),
                   StateMonitor(changed, ["v", "w", "count"], record=True, name="changed_states"),
                   SpikeMonitor(changed, name="changed_spikes")), [100*ms]
