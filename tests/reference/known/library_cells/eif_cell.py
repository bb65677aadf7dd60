from library import *


def network():
    values = dict(tau=10*ms, El=-65*mV, VT=-59.9*mV, DT=3.48*mV, Vr=-68*mV, R=100*Mohm)
    cells = NeuronGroup(3, """dv/dt = (El - v + DT*exp((v - VT)/DT) + R*I)/tau : volt (unless refractory)
                              I : amp""", threshold="v > -30*mV", reset="v = Vr", refractory=1.7*ms, method="rk4",
                        namespace=values)
    cells.v = -65*mV
    cells.I = "(0.1 + 0.1*i)*nA"
    return observed(cells, ["v"], duration=200*ms)


TOLERANCE = 1e-8
