from brian2 import *


def network():
    constants = dict(tau=8*ms)
    source = NeuronGroup(2, """dv/dt = rate : 1
                               rate  : Hz""", method="euler", threshold="v > 1", reset="v -= 1")
    source.rate = "(i + 1)*611*Hz"
    cells = NeuronGroup(2, """dv/dt = -v/tau : 1 (unless refractory)
                              du/dt = -u/tau : 1
                              n     : integer""", method="exact", threshold="v > 1", reset="v = -0.2; n += 1",
                        refractory=3*ms, namespace=constants)
    drive = Synapses(source, cells, on_pre="v += 0.31*(1 + j); u += 1", delay=0.4*ms)
    drive.connect()
    return Network(source, cells, drive, SpikeMonitor(source, name="source_spikes"),
                   SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "u", "n"], record=True, name="cells_states")), [60*ms]
