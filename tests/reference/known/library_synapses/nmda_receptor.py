from library import *


def network():
    inputs = SpikeGeneratorGroup(2, [0, 0, 0, 1, 0, 0], [5, 15, 25, 25, 35, 60]*ms)
    cells = NeuronGroup(1, """dv/dt = (10*nS*(-70*mV - v) + g_nmda/(1 + exp(-0.062*v/mV)/3.57)*(0*mV - v))/(200*pF) : volt
                              g_nmda : siemens""", method="euler")
    cells.v = -70*mV
    synapses = Synapses(inputs, cells, """ds/dt = -s/(100*ms) + 0.5/ms*x*(1 - s) : 1 (clock-driven)
                                          dx/dt = -x/(2*ms) : 1 (clock-driven)
                                          g_nmda_post = 4*nS*s : siemens (summed)""", on_pre="x += 1", method="rk2")
    synapses.connect()
    return Network(inputs, cells, synapses, StateMonitor(cells, ["v", "g_nmda"], record=True, name="cells_states"),
                   StateMonitor(synapses, ["s", "x"], record=True, name="input_states")), [200*ms]
