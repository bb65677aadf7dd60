from library import *


def network():
    defaultclock.dt = 0.01*ms
    values = dict(C=1*uF/cm**2, gNa=120*msiemens/cm**2, gK=36*msiemens/cm**2, gL=0.3*msiemens/cm**2,
                  ENa=50*mV, EK=-77*mV, EL=-54.387*mV)
    cells = NeuronGroup(3, """dv/dt = (gL*(EL - v) + gNa*m**3*h*(ENa - v) + gK*n**4*(EK - v) + I)/C : volt
        dm/dt = alpha_m*(1 - m) - beta_m*m : 1
        dh/dt = alpha_h*(1 - h) - beta_h*h : 1
        dn/dt = alpha_n*(1 - n) - beta_n*n : 1
        I : amp/meter**2
        alpha_m = 1/exprel(-(v + 40*mV)/(10*mV))/ms : Hz
        beta_m = 4*exp(-(v + 65*mV)/(18*mV))/ms : Hz
        alpha_h = 0.07*exp(-(v + 65*mV)/(20*mV))/ms : Hz
        beta_h = 1/(1 + exp(-(v + 35*mV)/(10*mV)))/ms : Hz
        alpha_n = 0.1/exprel(-(v + 55*mV)/(10*mV))/ms : Hz
        beta_n = 0.125*exp(-(v + 65*mV)/(80*mV))/ms : Hz""",
        threshold="v > 0*mV", refractory="v > 0*mV", method="exponential_euler", namespace=values)
    cells.v = -65*mV
    for name in "mhn":
        setattr(cells, name, f"alpha_{name}/(alpha_{name} + beta_{name})")
    cells.I = "0.5*i*(4 + i*1.0)*uA/cm**2"
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "m", "h", "n"], record=True, name="cells_states", dt=0.1*ms)), [100*ms]


TOLERANCE = 1e-7
