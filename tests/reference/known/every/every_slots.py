from brian2 import *


def network():
    cells = NeuronGroup(3, """dv/dt = (1.2 + 0.1*i - v)/(3*ms) : 1
                              seen : 1
                              digits : integer""", method="exact", threshold="v > 1", reset="v = 0")
    # Brian2 puts equal ones of a slot in the order of their names; `order` tells it that of the file.
    every = [(0.3, "end", 1, ""), (0.3, "before_start", 2, ""), (0.2, "start", 3, "v += 0.01"),
             (0.3, "start", 4, "v *= 0.99"), (0.5, "after_start", 5, ""), (0.3, "before_groups", 6, ""),
             (0.3, "groups", 7, ""), (0.1, "after_groups", 8, ""), (0.3, "thresholds", 9, ""),
             (0.3, "before_synapses", 11, ""), (0.3, "after_synapses", 12, ""), (0.3, "resets", 13, ""),
             (0.1, "after_resets", 14, ""), (0.3, "after_end", 15, "v -= 0.005")]
    for period, slot, number, more in every:
        forget = 0.6 if number == 4 else 0.7
        cells.run_regularly(f"""seen = {forget}*seen + v
                                digits = (10*digits + {number}) % 1000003
                                {more}""", dt=period*ms, when=slot, order=number - 100)
    synapses = Synapses(cells, cells, on_pre="v_post += 0.05")
    synapses.connect("i != j")
    return Network(cells, synapses, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "seen", "digits"], record=True, name="cells_states")), [20*ms]
