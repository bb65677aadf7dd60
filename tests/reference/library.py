"""The cells of models/cells and models/synapses in Brian2, for the scripts in known/library_*."""

from brian2 import *


def observed(cells, variables, others=(), duration=300*ms, record=True):
    """A network of cells with the monitors of the models in tests/models/known/library_*."""
    objects = [cells, SpikeMonitor(cells, name="cells_spikes"),
               StateMonitor(cells, variables, record=record, name="cells_states"), *others]
    return Network(*objects), [duration]


def adex(I, C, gL, EL, a, tau_w, b, Vr):
    """One adaptive exponential cell with threshold slope 2 mV, threshold -50 mV and a cut at 0 mV."""
    values = dict(C=C*pF, gL=gL*nS, EL=EL*mV, VT=-50*mV, DT=2*mV, a=a*nS, tau_w=tau_w*ms, b=b*pA, Vr=Vr*mV, I=I*pA)
    cells = NeuronGroup(1, """dv/dt = (gL*(EL - v) + gL*DT*exp((clip(v, -1*volt, 0*mV) - VT)/DT) - w + I)/C : volt
                              dw/dt = (a*(v - EL) - w)/tau_w : amp""",
                        threshold="v > 0*mV", reset="v = Vr; w += b", method="euler", namespace=values)
    cells.v = EL*mV
    return observed(cells, ["v", "w"], duration=500*ms)


def izhikevich(I, a=0.02, b=0.2, c=-65, d=8, duration=150*ms):
    """One Izhikevich cell, currents in mV."""
    values = dict(a=a/ms, b=b, c=c*mV, d=d*mV, I=I*mV)
    cells = NeuronGroup(1, """dv/dt = (0.04/mV*v**2 + 5*v + 140*mV - u + I)/ms : volt
                              du/dt = a*(b*v - u) : volt""",
                        threshold="v >= 30*mV", reset="v = c; u += d", method="euler", namespace=values)
    cells.v = c*mV
    cells.u = "b*v"
    return observed(cells, ["v", "u"], duration=duration)


def plastic(equations, on_pre, on_post, constants, weight=0.5, duration=600*ms):
    """Plastic synapses between given trains of spikes: two of each end, all to all, w in nS at first `weight`."""
    pre = SpikeGeneratorGroup(2, [0, 0, 1, 0, 1, 1, 0, 1, 0], [10, 40, 45, 70, 100, 130, 200, 300, 500]*ms)
    drive = SpikeGeneratorGroup(2, [0, 1, 0, 1, 0, 1, 0, 1], [15, 35, 62, 105, 130, 205, 290, 520]*ms)
    cells = NeuronGroup(2, """ge : siemens
                              v : 1""", threshold="v > 0.5", reset="v = 0")
    relay = Synapses(drive, cells, on_pre="v_post = 1")
    relay.connect("i == j")
    synapses = Synapses(pre, cells, "w : siemens\n" + equations, on_pre=on_pre, on_post=on_post, namespace=constants)
    synapses.connect()
    synapses.w = weight*nS
    return Network(pre, drive, cells, relay, synapses, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, "ge", record=True, name="cells_states"),
                   StateMonitor(synapses, "w", record=True, name="plastic_states")), [duration]
