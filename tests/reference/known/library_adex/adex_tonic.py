from library import adex


def network():
    return adex(I=500, C=200, gL=10, EL=-70, a=2, tau_w=30, b=0, Vr=-58)
