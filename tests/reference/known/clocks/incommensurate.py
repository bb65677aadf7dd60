from brian2 import *


def network():
    def group(every, **clock):
        cells = NeuronGroup(1, """dx/dt = 1/ms : 1
                                  n : integer""", method="euler", **clock)
        cells.run_regularly("n += 1", dt=every, order=-1)
        return cells

    a, b, c = group(0.1*ms), group(0.15*ms, dt=0.15*ms), group(0.7*ms, dt=0.35*ms)
    together = NeuronGroup(1, """ticks : integer
                                 seen : integer""", dt=0.7*ms)
    together.run_regularly("ticks += 1", dt=0.7*ms, order=-1)
    look = Synapses(a, together, dt=0.35*ms)
    look.connect()
    look.run_regularly("seen_post += n_pre", dt=0.35*ms, when="end")
    monitors = [StateMonitor(group, ["x", "n"], record=True, name=f"{name}_states")
                for name, group in (("a", a), ("b", b), ("c", c))]
    return Network(a, b, c, together, look, *monitors,
                   StateMonitor(together, ["ticks", "seen"], record=True, name="together_states")), [1*ms, 0.3*ms, 2.7*ms]
