from brian2 import *


def network():
    i = [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 0]
    t = [0.3, 0.7, 1.19, 1.19995, 1.1998, 0, 5.7, 2.9, 2.85, 6.999999999999, 12.3, 12.30001, 0.4, 0.5]
    gen = SpikeGeneratorGroup(6, i, t*ms)
    return Network(gen, SpikeMonitor(gen, name="gen_spikes")), [20*ms]
