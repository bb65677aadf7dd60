from library import adex


def network():
    return adex(I=500, C=200, gL=12, EL=-70, a=2, tau_w=300, b=60, Vr=-58)
