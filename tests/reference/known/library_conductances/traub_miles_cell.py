from library import *


def network():
    values = dict(C=200*pF, gL=10*nS, gNa=20*uS, gK=6*uS, EL=-60*mV, ENa=50*mV, EK=-90*mV, VT=-63*mV)
    cells = NeuronGroup(3, """dv/dt = (gL*(EL - v) + gNa*m**3*h*(ENa - v) + gK*n**4*(EK - v) + I)/C : volt
        dm/dt = alpha_m*(1 - m) - beta_m*m : 1
        dn/dt = alpha_n*(1 - n) - beta_n*n : 1
        dh/dt = alpha_h*(1 - h) - beta_h*h : 1
        I : amp
        alpha_m = 1.28/exprel((13*mV - v + VT)/(4*mV))/ms : Hz
        beta_m = 1.4/exprel((v - VT - 40*mV)/(5*mV))/ms : Hz
        alpha_h = 0.128*exp((17*mV - v + VT)/(18*mV))/ms : Hz
        beta_h = 4/(1 + exp((40*mV - v + VT)/(5*mV)))/ms : Hz
        alpha_n = 0.16/exprel((15*mV - v + VT)/(5*mV))/ms : Hz
        beta_n = 0.5*exp((10*mV - v + VT)/(40*mV))/ms : Hz""",
        threshold="v > -20*mV", refractory=3*ms, method="exponential_euler", namespace=values)
    cells.v = -60*mV
    for name in "mhn":
        setattr(cells, name, f"alpha_{name}/(alpha_{name} + beta_{name})")
    cells.I = "150*i*pA"
    return observed(cells, ["v", "m", "h", "n"], duration=100*ms)


TOLERANCE = 1e-7
