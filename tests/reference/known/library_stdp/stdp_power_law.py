from library import *


def network():
    values = dict(tau_plus=20*ms, tau_minus=20*ms, A_plus=0.05, A_minus=0.06, w_max=1*nS, mu=0.3)
    return plastic("""dapre/dt = -apre/tau_plus : 1 (event-driven)
                      dapost/dt = -apost/tau_minus : 1 (event-driven)""",
                   """ge_post += w
                      apre += A_plus
                      w = clip(w - w_max*(w/w_max)**mu*apost, 0*nS, w_max)""",
                   """apost += A_minus
                      w = clip(w + w_max*(1 - w/w_max)**mu*apre, 0*nS, w_max)""", values)
