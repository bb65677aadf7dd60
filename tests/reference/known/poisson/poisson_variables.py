from brian2 import *


def network():
    stim = TimedArray([[0, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 0]], dt=2.5*ms)
    source = PoissonGroup(3, rates="stim(t, i)*(1 + i)*20*kHz*int(t_in_timesteps % 3 == 0)",
                          namespace={"stim": stim})
    # A Poisson group of Brian2 has no variables of its own.
    on = NeuronGroup(3, "on = int(t_in_timesteps % 3 == 0) : 1")
    cells = NeuronGroup(3, "dv/dt = -v/(5*ms) : 1", method="exact")
    s = Synapses(source, cells, on_pre="v += 1")
    s.connect("i == j")
    return Network(source, on, cells, s, SpikeMonitor(source, name="source_spikes"),
                   StateMonitor(on, "on", record=True, name="source_states"),
                   StateMonitor(cells, "v", record=True, name="cells_states")), [14*ms]
