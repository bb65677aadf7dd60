from brian2 import *


def network():
    area = 20000*um**2
    constants = dict(Cm=1*uF/cm**2*area, gl=5e-5*siemens/cm**2*area, El=-60*mV, gNa=100*mS/cm**2*area, ENa=50*mV,
                     gK=30*mS/cm**2*area, EK=-90*mV, VT=-63*mV, I=0.3*nA)
    cells = NeuronGroup(1, """
        dv/dt = (gl*(El - v) - gNa*m**3*h*(v - ENa) - gK*n**4*(v - EK) + I)/Cm : volt
        dm/dt = alpha_m*(1 - m) - beta_m*m                                     : 1
        dh/dt = alpha_h*(1 - h) - beta_h*h                                     : 1
        dn/dt = alpha_n*(1 - n) - beta_n*n                                     : 1
        alpha_m = 0.32/mV * 4*mV/exprel((13*mV - v + VT)/(4*mV))/ms            : Hz
        beta_m  = 0.28/mV * 5*mV/exprel((v - VT - 40*mV)/(5*mV))/ms            : Hz
        alpha_h = 0.128*exp((17*mV - v + VT)/(18*mV))/ms                       : Hz
        beta_h  = 4/(1 + exp((40*mV - v + VT)/(5*mV)))/ms                      : Hz
        alpha_n = 0.032/mV * 5*mV/exprel((15*mV - v + VT)/(5*mV))/ms           : Hz
        beta_n  = 0.5*exp((10*mV - v + VT)/(40*mV))/ms                         : Hz""",
        method="exponential_euler", threshold="v > -20*mV", refractory=3*ms, namespace=constants)
    cells.v = "El"
    cells.h = 1
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "m", "h", "n", "alpha_n"], record=[0], name="cells_states")), [200*ms]
