from brian2 import *


def network():
    constants = dict(tau=10*ms)
    cells = NeuronGroup(3, """dv/dt = (30*mV - v)/tau : volt (unless refractory)
                              dx/dt = -x/(15*ms)      : 1
                              fired : integer
                              odd   : boolean
                              last  : second
                              isi   : second
                              over  : volt""", method="euler", threshold="v > 12*mV + 2*mV*int(odd)",
                        reset="""excess = v - 12*mV
                                 over = excess
                                 v = 0.25*excess + i*mV
                                 x += excess/(1*mV)
                                 x = clip(x, -inf, 1.5)
                                 fired += 1
                                 odd = fired % 2 == 1
                                 isi = t - last
                                 last = t""", refractory="1*ms + fired*0.1*ms", namespace=constants)
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "x", "fired", "odd", "last", "isi", "over"], record=True,
                                name="cells_states")), [60*ms]
