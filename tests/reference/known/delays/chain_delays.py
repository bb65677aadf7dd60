from brian2 import *


def network():
    constants = dict(tau=10*ms, EL=-65*mV, Vt=-50*mV, Vr=-65*mV)
    cells = NeuronGroup(3, """dv/dt = (EL - v + drive)/tau : volt (unless refractory)
                              drive : volt""", method="exact",
                        threshold="v > Vt", reset="v = Vr", refractory=2*ms, namespace=constants)
    cells.v = "EL + i*mV"
    cells.drive = "22*mV*int(i == 0)"
    forward = Synapses(cells[0:1], cells[1:2], on_pre="v += 18*mV", delay=1.5*ms)
    further = Synapses(cells[1:2], cells[2:3], on_pre="v += 9*mV", delay=0.7*ms)
    shortcut = Synapses(cells[0:1], cells[2:3], on_pre="v += 9*mV", delay=2.5*ms)
    feedback = Synapses(cells[2:3], cells[0:1], on_pre="v -= 4*mV", delay=3.2*ms)
    for synapses in (forward, further, shortcut, feedback):
        synapses.connect()
    return Network(cells, forward, further, shortcut, feedback, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, "v", record=True, name="cells_states"),
                   PopulationRateMonitor(cells, name="cells_rate")), [200*ms]
