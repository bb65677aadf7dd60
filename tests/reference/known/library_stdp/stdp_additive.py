from library import *


def network():
    values = dict(tau_plus=20*ms, tau_minus=20*ms, A_plus=0.05, A_minus=0.06, w_max=1*nS)
    return plastic("""dapre/dt = -apre/tau_plus : 1 (event-driven)
                      dapost/dt = -apost/tau_minus : 1 (event-driven)""",
                   """ge_post += w
                      apre += A_plus
                      w = clip(w - w_max*apost, 0*nS, w_max)""",
                   """apost += A_minus
                      w = clip(w + w_max*apre, 0*nS, w_max)""", values)
