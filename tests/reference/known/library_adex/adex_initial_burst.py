from library import adex


def network():
    return adex(I=400, C=130, gL=18, EL=-58, a=4, tau_w=150, b=120, Vr=-50)
