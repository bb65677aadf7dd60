from library import *


def network():
    values = dict(tau=20*ms, El=-49*mV, R=100*Mohm, tau_e=5*ms, tau_i=10*ms)
    cells = NeuronGroup(12, """dv/dt = (El - v + R*(Ie + Ii + I))/tau : volt (unless refractory)
                               dIe/dt = -Ie/tau_e : amp
                               dIi/dt = -Ii/tau_i : amp
                               I : amp""", threshold="v > -50*mV", reset="v = -60*mV", refractory=5*ms, method="exact",
                        namespace=values)
    cells.v = "(-60 + 0.8*i)*mV"
    exc = Synapses(cells, cells, on_pre="Ie_post += 12*pA")
    exc.connect("(j - i + N_pre) % N_pre <= 3 and i != j")
    inh = Synapses(cells, cells, on_pre="Ii_post -= 20*pA")
    inh.connect("i % 4 == 0 and i != j")
    return observed(cells, ["v", "Ie", "Ii"], [exc, inh], 100*ms, record=range(4))
