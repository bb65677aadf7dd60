from brian2 import *


def network():
    source = NeuronGroup(4, "dv/dt = (55 + 21*i)*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells = NeuronGroup(2, "dv/dt = (83 + 31*i)*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells.v = 0.5
    triplet = Synapses(source, cells, """w : 1
                                         dr1/dt = -r1/(16.8*ms) : 1 (event-driven)
                                         dr2/dt = -r2/(101*ms) : 1 (event-driven)
                                         do1/dt = -o1/(33.7*ms) : 1 (event-driven)
                                         do2/dt = -o2/(125*ms) : 1 (event-driven)""",
                       on_pre="""w = clip(w - o1*(7e-3 + 2.3e-4*r2), 0, 1)
                                 r1 += 1
                                 r2 += 1""",
                       on_post="""w = clip(w + r1*(5e-10 + 6.2e-3*o2), 0, 1)
                                  o1 += 1
                                  o2 += 1""")
    triplet.connect()
    triplet.w = 0.5
    return Network(source, cells, triplet,
                   StateMonitor(triplet, ["w", "r2", "o2"], record=True, dt=0.5*ms, name="triplet_states")), [200*ms]
