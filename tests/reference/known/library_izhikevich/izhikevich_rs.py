from library import izhikevich


def network():
    return izhikevich(I=10)
