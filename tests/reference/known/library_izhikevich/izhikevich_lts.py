from library import izhikevich


def network():
    return izhikevich(I=10, b=0.25, d=2)
