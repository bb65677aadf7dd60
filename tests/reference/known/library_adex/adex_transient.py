from library import adex


def network():
    return adex(I=180, C=100, gL=10, EL=-65, a=10, tau_w=90, b=100, Vr=-47)
