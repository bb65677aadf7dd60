from brian2 import *


def network():
    cells = NeuronGroup(4, """dv/dt = (1.5 - v)/(2*ms) : 1 (unless refractory)
                              du/dt = -u/(5*ms) : 1
                              kicks : integer
                              free : integer""",
                        method="exact", threshold="v > 1", reset="v = 0", refractory="(1 + 0.5*i)*ms")
    cells.run_regularly("""v += 0.1
                           u += 0.1
                           kicks += 1
                           free += int(not_refractory)""", dt=0.4*ms, order=-1)
    cells.run_regularly("""v += 0.05
                           u -= 0.05
                           free += 10*int(not_refractory)""", dt=0.7*ms, when="after_thresholds")
    # Brian2 writes the variable from itself, in one statement.
    cells.run_regularly("v = 0.5*v + 0.3", dt=0.5*ms, when="end")
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["v", "u", "kicks", "free"], record=True, name="cells_states")), [25*ms]
