from library import *


def network():
    values = dict(C=20*uF/cm**2, gL=2*msiemens/cm**2, gCa=4.4*msiemens/cm**2, gK=8*msiemens/cm**2,
                  EL=-60*mV, ECa=120*mV, EK=-84*mV, V1=-1.2*mV, V2=18*mV, V3=2*mV, V4=30*mV, phi=0.04/ms)
    cells = NeuronGroup(3, """dv/dt = (gL*(EL - v) + gCa*m_inf*(ECa - v) + gK*n*(EK - v) + I)/C : volt
        dn/dt = phi*cosh((v - V3)/(2*V4))*(n_inf - n) : 1
        I : amp/meter**2
        m_inf = 0.5*(1 + tanh((v - V1)/V2)) : 1
        n_inf = 0.5*(1 + tanh((v - V3)/V4)) : 1""",
        threshold="v > 0*mV", refractory="v > 0*mV", method="rk4", namespace=values)
    cells.v = -60*mV
    cells.n = "n_inf"
    cells.I = "(80 + 20*i)*uA/cm**2"
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "n"], record=True, name="cells_states", dt=1*ms)), [500*ms]


TOLERANCE = 1e-7
