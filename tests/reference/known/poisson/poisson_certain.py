from brian2 import *


def network():
    # PoissonGroup has no variables of its own: phase = 2*i.
    clock = PoissonGroup(3, rates="20*kHz*int((t_in_timesteps + 2*i) % (7 + i) == 0)")
    cells = NeuronGroup(2, "dv/dt = -v/(3*ms) : 1 (unless refractory)", method="exact", threshold="v > 1",
                        reset="v = 0", refractory=0.5*ms)
    drive = Synapses(clock, cells, on_pre="v += 0.15 + 0.1*j + 0.05*i")
    drive.connect()
    return Network(clock, cells, drive, SpikeMonitor(clock, name="clock_spikes"),
                   SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, "v", record=True, name="cells_states")), [30*ms]
