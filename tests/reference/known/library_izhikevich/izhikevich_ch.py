from library import izhikevich


def network():
    return izhikevich(I=10, c=-50, d=2)
