from brian2 import *


def network():
    source = NeuronGroup(5, """dv/dt = rate : 1
                               rate : Hz""", method="euler", threshold="v > 1", reset="v = 0")
    source.rate = "(43 + 17*i)*Hz"
    cells = NeuronGroup(3, """dv/dt = (1.15 + 0.03*j0 - v)/(10*ms) : 1
                              j0 : 1""", method="exact", threshold="v > 1", reset="v = 0")
    cells.j0 = "i"
    namespace = {"taupre": 20*ms, "taupost": 33*ms, "gmax": 0.6}
    stdp = Synapses(source, cells, """w : 1
                                      dapre/dt = -apre/taupre : 1 (clock-driven)
                                      dapost/dt = -apost/taupost : 1 (clock-driven)""",
                    on_pre="""v_post += 0.2*w
                              apre += 0.01
                              w = clip(w + apost, 0, gmax)""",
                    on_post="""apost -= 0.0105
                               w = clip(w + apre, 0, gmax)""", delay=0.7*ms, namespace=namespace, method="exact")
    stdp.connect()
    stdp.w = "gmax*(i + 1)/6"
    return Network(source, cells, stdp, StateMonitor(stdp, ["w", "apre", "apost"], record=True, name="stdp_states"),
                   SpikeMonitor(cells, name="cells_spikes")), [120*ms]
