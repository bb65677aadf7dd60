from library import *


def network():
    values = dict(C=200*pF, gL=10*nS, El=-60*mV, Ee=0*mV, Ei=-80*mV, tau_e=5*ms, tau_i=10*ms, I=120*pA)
    cells = NeuronGroup(12, """dv/dt = (gL*(El - v) + ge*(Ee - v) + gi*(Ei - v) + I)/C : volt (unless refractory)
                               dge/dt = -ge/tau_e : siemens
                               dgi/dt = -gi/tau_i : siemens""",
                        threshold="v > -50*mV", reset="v = -60*mV", refractory=5*ms, method="euler", namespace=values)
    cells.v = "(-60 + 0.8*i)*mV"
    exc = Synapses(cells, cells, on_pre="ge_post += 0.6*nS")
    exc.connect("(j - i + N_pre) % N_pre <= 3 and i != j")
    inh = Synapses(cells, cells, on_pre="gi_post += 2*nS")
    inh.connect("i % 4 == 0 and i != j")
    return observed(cells, ["v", "ge", "gi"], [exc, inh], 100*ms, record=range(4))
