from library import *


def network():
    values = dict(tau_plus=20*ms, tau_minus=20*ms, A_plus=0.05, A_minus=0.06, w_max=1*nS)
    return plastic("""dapre/dt = -apre/tau_plus : 1 (event-driven)
                      dapost/dt = -apost/tau_minus : 1 (event-driven)""",
                   """ge_post += w
                      apre += A_plus
                      w = w - w*clip(apost, 0, 1)""",
                   """apost += A_minus
                      w = w + (w_max - w)*clip(apre, 0, 1)""", values)
