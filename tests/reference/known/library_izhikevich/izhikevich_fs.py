from brian2 import ms
from library import izhikevich


def network():
    return izhikevich(I=6, a=0.1, d=2, duration=60*ms)
