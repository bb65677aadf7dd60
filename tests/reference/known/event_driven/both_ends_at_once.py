from brian2 import *


def network():
    source = NeuronGroup(4, "dv/dt = 100*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    source.v = "0.002*i"
    cells = NeuronGroup(4, "dv/dt = 100*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    stdp = Synapses(source, cells, """w : 1
                                      last : 1
                                      da/dt = -a/(15*ms) : 1 (event-driven)
                                      db/dt = -b/(25*ms) : 1 (event-driven)""",
                    on_pre="a += 1; w = 0.5*w + b; last = 1", on_post="b += 0.5; w = w*a; last = 2*last + 3")
    stdp.connect()
    stdp.w = 1
    return Network(source, cells, stdp,
                   StateMonitor(stdp, ["w", "a", "b", "last"], record=True, name="stdp_states")), [75*ms]
