from brian2 import *


def network():
    profile = TimedArray(array([0, 10000, 0, 0, 10000, 0])*Hz, dt=1.3*ms)
    source = PoissonGroup(4, rates="profile(t)*int(i % 2 == 0)", namespace=dict(profile=profile))
    return Network(source, SpikeMonitor(source, name="source_spikes")), [10*ms]
