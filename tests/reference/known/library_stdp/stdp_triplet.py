from library import *


def network():
    values = dict(tau_plus=16.8*ms, tau_x=101*ms, tau_minus=33.7*ms, tau_y=125*ms,
                  A2_plus=5e-10, A3_plus=6.2e-3, A2_minus=7e-3, A3_minus=2.3e-4, w_max=1*nS)
    return plastic("""dr1/dt = -r1/tau_plus : 1 (event-driven)
                      dr2/dt = -r2/tau_x : 1 (event-driven)
                      do1/dt = -o1/tau_minus : 1 (event-driven)
                      do2/dt = -o2/tau_y : 1 (event-driven)""",
                   """ge_post += w
                      w = clip(w - w_max*o1*(A2_minus + A3_minus*r2), 0*nS, w_max)
                      r1 += 1
                      r2 += 1""",
                   """w = clip(w + w_max*r1*(A2_plus + A3_plus*o2), 0*nS, w_max)
                      o1 += 1
                      o2 += 1""", values)
