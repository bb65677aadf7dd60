from library import izhikevich


def network():
    return izhikevich(I=10, c=-55, d=4)
