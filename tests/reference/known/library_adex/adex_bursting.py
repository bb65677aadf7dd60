from library import adex


def network():
    return adex(I=210, C=200, gL=10, EL=-58, a=2, tau_w=120, b=100, Vr=-46)
